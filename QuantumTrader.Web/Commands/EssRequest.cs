using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Api;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Commands;

/// <summary>
/// A command that is a client of the API like any other, so that what it does is as authorised and as recorded as from the screen. The key
/// comes from the environment, because arguments stand in the list of processes.
/// </summary>
/// <param name="name">The command, such as <c>ess reset</c>.</param>
/// <param name="what">What it does, such as <c>reset</c>.</param>
internal sealed class EssRequest(string name, string what)
{
    public const string KeyVariable = "QUANTUMTRADER_API_KEY";
    private const string Look = "Look with 'ess status' before you repeat it.";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(130); // a drill may take two minutes

    public static string UrlOf(Arguments parsed) => parsed.Value("url") ?? ConfiguredUrl();

    /// <summary>What is wrong with the address or an id; null: nothing.</summary>
    public static string? Problem(Arguments parsed) =>
        !IsIdOrMissing(parsed.Value("approval")) ? "--approval must be the id of an approval."
        : !MayCarryKey(UrlOf(parsed)) ? $"'{UrlOf(parsed)}' is not where a key may be sent: only https, or http on this machine, such as {ListenRules.DefaultUrl}."
        : null;

    public static bool IsIdOrMissing(string? text) => text is null || Guid.TryParse(text, out _);

    public static Guid? IdOf(string? text) => text is null ? null : Guid.Parse(text);

    /// <summary>What needs a fresh proof of the key's owner.</summary>
    /// <param name="bodyOf">The body, given the code.</param>
    /// <param name="told">One line for people, of what came back.</param>
    public async Task<int> RunAsync<TBody, TDone>(Arguments parsed, string path, Func<string, TBody> bodyOf, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TDone> doneType, Func<TDone, string> told)
    {
        if (Key(ApiScopes.EssReset, out var key) is { } problem)
        {
            return CommandLine.Fail(problem);
        }

        if ((parsed.Value("code") ?? AskForCode()) is not { Length: > 0 } code)
        {
            return CommandLine.Fail("The key owner's TOTP code is needed: type it when asked, or give --code 123456.");
        }

        var (done, exit) = await AskAsync(parsed, HttpMethod.Post, path, key, JsonSerializer.SerializeToUtf8Bytes(bodyOf(code.Trim()), bodyType), doneType);
        return done is null ? exit : Tell(parsed, done, doneType, told);
    }

    /// <summary>What the key alone is enough for, without a body. Null: the exit code, and it has been told why.</summary>
    /// <param name="scope">That the key must have.</param>
    public async Task<(TDone? Done, int Exit)> AskAsync<TDone>(Arguments parsed, HttpMethod method, string path, ApiScopes scope, JsonTypeInfo<TDone> doneType)
        where TDone : class =>
        Key(scope, out var key) is { } problem ? (null, CommandLine.Fail(problem)) : await AskAsync(parsed, method, path, key, null, doneType);

    public static int Tell<TDone>(Arguments parsed, TDone done, JsonTypeInfo<TDone> doneType, Func<TDone, string> told)
    {
        Console.WriteLine(parsed.Has("json") ? JsonSerializer.Serialize(done, doneType) : told(done));
        return CommandLine.Success;
    }

    /// <summary>Why there is none; null: there is one.</summary>
    private static string? Key(ApiScopes scope, out string key)
    {
        key = Environment.GetEnvironmentVariable(KeyVariable) ?? "";
        return key.Length > 0 && key.All(c => c is > ' ' and <= '~')
            ? null
            : $"Set {KeyVariable} to an API key with the scope {ApiScopeNames.Text(scope)}; an Admin makes it. It is not taken as an argument: those stand in the list of processes.";
    }

    private async Task<(TDone? Done, int Exit)> AskAsync<TDone>(Arguments parsed, HttpMethod method, string path, string key, byte[]? body, JsonTypeInfo<TDone> doneType)
    {
        var url = new Uri(UrlOf(parsed), UriKind.Absolute);
        var site = url.GetLeftPart(UriPartial.Authority);
        try
        {
            var (status, answer) = await SendAsync(method, new Uri(url, path), key, body);
            return Answered(status, answer, site, doneType);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return (default, CommandLine.Fail($"No app answers at {site} ({e.HttpRequestError}); there is no {name} without it. Start the app, or name its address with --url.", CommandLine.Failure));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            var lost = method == HttpMethod.Get ? "; nothing was changed." : $": the {what} may or may not have been done. {Look}";
            return (default, CommandLine.Fail($"The answer of {site} did not come{lost}", CommandLine.Failure));
        }
    }

    /// <summary>A key in plain text stays on this machine.</summary>
    private static bool MayCarryKey(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static string ConfiguredUrl()
    {
        var configuration = AppConfiguration.Read();
        return (configuration["ASPNETCORE_URLS"] ?? configuration["Web:Url"] ?? ListenRules.DefaultUrl).Split(';')[0];
    }

    private static string? AskForCode()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Error.Write("TOTP code of the key's owner: ");
        }

        return Console.ReadLine()?.Trim();
    }

    private static async Task<(int Status, byte[] Body)> SendAsync(HttpMethod method, Uri address, string key, byte[]? body)
    {
        // No redirects and, on this machine, no proxy: the key goes where it was told to and nowhere else.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !address.IsLoopback };
        using var client = new HttpClient(handler) { Timeout = Limit };
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
        {
            request.Headers.Add("Idempotency-Key", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(ApiAnswer.JsonType);
        }

        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    private static (TDone? Done, int Exit) Answered<TDone>(int status, byte[] body, string site, JsonTypeInfo<TDone> type)
    {
        try
        {
            if (status == StatusCodes.Status200OK && JsonSerializer.Deserialize(body, type) is { } done)
            {
                return (done, CommandLine.Success);
            }

            if (JsonSerializer.Deserialize(body, ApiJson.Default.Problem) is { } problem)
            {
                return (default, CommandLine.Fail($"{problem.Code}: {problem.Detail}", CommandLine.Failure));
            }
        }
        catch (JsonException)
        {
            // Not ours: said below.
        }

        return (default, CommandLine.Fail($"{site} answered {status} and is not a QuantumTrader of this version, or something stands between. {Look}", CommandLine.Failure));
    }
}
