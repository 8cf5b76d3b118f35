using Microsoft.Net.Http.Headers;
using QuantumTrader.Web.Access.Account;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>
/// What changes something, and every live connection, must come from our own pages, or from a program that is no browser. Browsers
/// say where a request comes from, and scripts cannot make them say otherwise.
/// </summary>
internal static class SameOrigin
{
    private const string FetchSite = "Sec-Fetch-Site";

    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (Refusal(http.Request) is not { } why)
        {
            return next(http);
        }

        if (http.RequestServices.GetRequiredService<RefusalLines>().MayWrite(SessionRenewal.AddressOf(http)))
        {
            http.RequestServices.GetRequiredService<ILogger<CallerSource>>().ForeignRequestRefused(http.Request.Method, http.Request.Path.ToUriComponent(), why);
        }

        return http.RefuseAsync(StatusCodes.Status403Forbidden, "FOREIGN_ORIGIN", "This request came from another site; nothing was done.");
    });

    /// <summary>Null when it may pass.</summary>
    internal static string? Refusal(HttpRequest request)
    {
        var isSocket = IsSocket(request);
        if (!isSocket && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)))
        {
            return null;
        }

        var (origin, site) = (request.Headers.Origin, request.Headers[FetchSite].ToString());
        return site.Length > 0 && site is not ("same-origin" or "none") ? $"the browser calls it {(site.Length > 16 ? "foreign" : site)}"
            : origin.Count > 1 ? "it names several origins"
            : origin.Count == 1 ? (IsOwn(request, origin.ToString()) ? null : "its origin is another")
            : isSocket ? "a live connection must name its origin"
            : null; // no browser sent it: then there is no session to be misused either, but for who holds its cookie
    }

    private static bool IsOwn(HttpRequest request, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && string.Equals(from.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase)
        && Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own)
        && string.Equals(from.Authority, own.Authority, StringComparison.OrdinalIgnoreCase);

    // HTTP/1.1 upgrades; HTTP/2 and 3 connect.
    internal static bool IsSocket(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method) || request.Headers[HeaderNames.Upgrade].ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase);
}
