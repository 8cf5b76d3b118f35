using System.Net;
using System.Text.RegularExpressions;

namespace QuantumTrader.TestSupport.Web;

/// <summary>A browser without script: cookies, forms, and no redirect followed. Signs in as a person would.</summary>
public sealed partial class ConsoleBrowser : IDisposable
{
    public const string Name = "anna";
    public const string Password = "correct horse battery staple 7";
    public const string SessionCookie = "QuantumTrader.Session";
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new() };

    public ConsoleBrowser(string url)
    {
        Http = new(_handler) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(20) };
        Http.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1");
    }

    public HttpClient Http { get; }

    /// <summary>Of the session; null when nobody is signed in.</summary>
    public string? Cookie
    {
        get => _handler.CookieContainer.GetCookies(Http.BaseAddress!)[SessionCookie]?.Value;
        set => _handler.CookieContainer.Add(new Cookie(SessionCookie, value, "/", Http.BaseAddress!.Host));
    }

    /// <summary>The token behind the '#' in what the app wrote to its console; null when there is none.</summary>
    public static string? SetupToken(string output) => Setup().Match(output) is { Success: true } match ? match.Groups[1].Value : null;

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<string> TextAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Fills in the form that a page shows, with its hidden token, and sends it.</summary>
    /// <param name="to">Where it is sent; null: where it was shown.</param>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string? to, params (string Name, string Value)[] fields) =>
        await PostAsync(to ?? page, [("__RequestVerificationToken", TokenOf(await TextAsync(page))), .. fields]);

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        return await Http.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    public Task<HttpResponseMessage> SetUpAsync(string token, string name = Name, string password = Password) =>
        SubmitAsync("/setup", null, ("token", token), ("name", name), ("password", password), ("again", password));

    public Task<HttpResponseMessage> SignInAsync(string name = Name, string password = Password) => SubmitAsync("/sign-in", null, ("name", name), ("password", password));

    /// <summary>As the first person, who is set up first where nobody is yet.</summary>
    /// <param name="output">What the app wrote to its console.</param>
    public async Task EnterAsync(string output)
    {
        if (SetupToken(output) is { } token)
        {
            (await SetUpAsync(token)).Dispose(); // a second browser finds it done
        }

        using var answer = await SignInAsync();
        if (answer.StatusCode != HttpStatusCode.SeeOther)
        {
            throw new InvalidOperationException($"Nobody could sign in: {(int)answer.StatusCode} {TroubleOf(await answer.Content.ReadAsStringAsync())}");
        }
    }

    /// <summary>The trouble that a page tells of; empty when it tells of none.</summary>
    public static string TroubleOf(string html) => WebUtility.HtmlDecode(Trouble().Match(html).Groups[1].Value);

    public static string TokenOf(string html) => Token().Match(html) is { Success: true } match
        ? WebUtility.HtmlDecode(match.Groups[1].Value)
        : throw new InvalidOperationException($"The page has no form token: {html[..Math.Min(400, html.Length)]}");

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("/setup#([A-Za-z0-9_-]+)")]
    private static partial Regex Setup();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("class=\"trouble\"[^>]*>([^<]*)<")]
    private static partial Regex Trouble();
}
