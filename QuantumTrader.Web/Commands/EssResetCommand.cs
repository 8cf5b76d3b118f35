using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using QuantumTrader.Web.Api;
using QuantumTrader.Web.Api.Ess;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Commands;

/// <summary>
/// <c>ess reset</c>: a client of the API like any other, so that a reset from the command line is as authorised and as recorded as one
/// from the screen. The key comes from the environment, because arguments stand in the list of processes.
/// </summary>
internal static class EssResetCommand
{
    public const string KeyVariable = "QUANTUMTRADER_API_KEY";
    private const string Look = "Look with 'ess status' before you repeat it.";
    private static readonly HashSet<string> Valued = ["reason", "peak", "confirm", "url", "code", "approval", "emergency"];
    private static readonly HashSet<string> Flags = ["json"];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string[] args)
    {
        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out var error))
        {
            return CommandLine.Fail(error);
        }

        var url = parsed.Value("url") ?? ConfiguredUrl();
        if (Problem(parsed, url) is { } problem)
        {
            return CommandLine.Fail(problem);
        }

        if (Environment.GetEnvironmentVariable(KeyVariable) is not { Length: > 0 } key || key.Any(c => c is <= ' ' or > '~'))
        {
            return CommandLine.Fail($"Set {KeyVariable} to an API key with the scope ess:reset; an Admin makes it. It is not taken as an argument: those stand in the list of processes.");
        }

        return (parsed.Value("code") ?? AskForCode()) is { Length: > 0 } code
            ? await SendAsync(new Uri(url, UriKind.Absolute), key, RequestOf(parsed, code), parsed.Has("json"))
            : CommandLine.Fail("The key owner's TOTP code is needed: type it when asked, or give --code 123456.");
    }

    private static string? Problem(Arguments parsed, string url) =>
        parsed.Words is not ["reset"] ? "ess reset takes no further words."
        : parsed.Value("peak") is not ("rebase" or "keep") ? "ess reset needs --peak rebase (drawdown from the present equity) or --peak keep (from the old peak)."
        : string.IsNullOrWhiteSpace(parsed.Value("reason")) ? "ess reset needs --reason: say why trading may go on; it is kept."
        : parsed.Value("confirm") != "RESET" ? "ess reset needs --confirm RESET."
        : !IsIdOrMissing(parsed.Value("approval")) ? "--approval must be the id of an approval."
        : !IsIdOrMissing(parsed.Value("emergency")) ? "--emergency must be the id of the emergency, as 'ess status --json' tells it."
        : !MayCarryKey(url) ? $"'{url}' is not where a key may be sent: only https, or http on this machine, such as {ListenRules.DefaultUrl}."
        : null;

    /// <summary>A key in plain text stays on this machine.</summary>
    internal static bool MayCarryKey(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static string ConfiguredUrl()
    {
        var configuration = AppConfiguration.Read();
        return (configuration["ASPNETCORE_URLS"] ?? configuration["Web:Url"] ?? ListenRules.DefaultUrl).Split(';')[0];
    }

    private static EssResetRequest RequestOf(Arguments parsed, string code) =>
        new(parsed.Value("reason"), parsed.Value("peak"), parsed.Value("confirm"), code.Trim(), IdOf(parsed.Value("approval")), IdOf(parsed.Value("emergency")));

    private static bool IsIdOrMissing(string? text) => text is null || Guid.TryParse(text, out _);

    private static Guid? IdOf(string? text) => text is null ? null : Guid.Parse(text);

    private static string? AskForCode()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Error.Write("TOTP code of the key's owner: ");
        }

        return Console.ReadLine()?.Trim();
    }

    private static async Task<int> SendAsync(Uri url, string key, EssResetRequest body, bool json)
    {
        // No redirects and, on this machine, no proxy: the key goes where it was told to and nowhere else.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !url.IsLoopback };
        using var client = new HttpClient(handler) { Timeout = Limit };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, ApiPaths.Reset));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("Idempotency-Key", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Default.EssResetRequest));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ApiAnswer.JsonType);
        try
        {
            using var response = await client.SendAsync(request);
            return Answered((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), url, json);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return CommandLine.Fail($"No app answers at {url.GetLeftPart(UriPartial.Authority)} ({e.HttpRequestError}); there is no reset without it. Start the app, or name its address with --url.", CommandLine.Failure);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return CommandLine.Fail($"The answer of {url.GetLeftPart(UriPartial.Authority)} did not come: the reset may or may not have been done. {Look}", CommandLine.Failure);
        }
    }

    private static int Answered(int status, byte[] body, Uri url, bool json)
    {
        try
        {
            if (status == StatusCodes.Status200OK && JsonSerializer.Deserialize(body, ApiJson.Default.ResetDone) is { } done)
            {
                Console.WriteLine(json ? JsonSerializer.Serialize(done, ApiJson.Default.ResetDone) : $"Trading may go on: the stop is reset ({(done.State.Latched ? "but another holds already" : "none holds")}).");
                return CommandLine.Success;
            }

            if (JsonSerializer.Deserialize(body, ApiJson.Default.Problem) is { } problem)
            {
                return CommandLine.Fail($"{problem.Code}: {problem.Detail}", CommandLine.Failure);
            }
        }
        catch (JsonException)
        {
            // Not ours: said below.
        }

        return CommandLine.Fail($"{url.GetLeftPart(UriPartial.Authority)} answered {status} and is not a QuantumTrader of this version, or something stands between. {Look}", CommandLine.Failure);
    }
}
