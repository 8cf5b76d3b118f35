using System.Security.Cryptography;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>Headers on every response: what the browser may load, run and frame. No inline script, no eval.</summary>
public static class SecurityHeaders
{
    private const int NonceBytes = 18;
    private const string OneYear = "max-age=31536000";
    private static readonly object NonceKey = new();

    /// <summary>First in the pipeline, so that static files, refusals and errors carry the headers too.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        http.Items[NonceKey] = nonce;
        http.Response.OnStarting(() => // at the last moment: what clears a response for an error does not clear these
        {
            Write(http, nonce);
            return Task.CompletedTask;
        });
        return next(http);
    });

    /// <summary>The nonce of this response, for the few inline scripts that the framework writes; null without the middleware.</summary>
    public static string? CspNonce(this HttpContext http) => http.Items[NonceKey] as string;

    /// <summary>Styles may be inline: MudBlazor writes its theme as a style element and sets style attributes.</summary>
    internal static string Policy(string nonce, string? host)
    {
        var sockets = IsPlainHost(host) ? $" ws://{host} wss://{host}" : "";
        return $"default-src 'none'; base-uri 'self'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; " +
            $"script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
            $"connect-src 'self'{sockets}; manifest-src 'self'";
    }

    private static void Write(HttpContext http, string nonce)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy(nonce, http.Request.Host.Value);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (http.Request.IsHttps && !PeerRules.IsLoopbackHost(http.Request.Host.Host))
        {
            headers.StrictTransportSecurity = OneYear;
        }
    }

    // The host is the client's word: only what cannot end a directive is written back.
    private static bool IsPlainHost(string? host) =>
        host is { Length: > 0 and <= 255 } && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']');
}
