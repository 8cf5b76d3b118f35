using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using QuantumTrader.Web.Access.Account;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>Who may speak to us without https: this machine, and the proxies that are named; what those say of their clients is believed, and nobody else.</summary>
internal static class PeerRules
{
    private const string NotByHttp = "Use https. Plain http is taken from this machine and from the proxies that Web:TrustedProxies names, which must say X-Forwarded-Proto: https.";

    public static IApplicationBuilder UsePeerRules(this IApplicationBuilder app, IReadOnlyList<IPAddress> proxies)
    {
        app.Use((http, next) => IsDirectOk(http, proxies) ? next(http) : RefuseAsync(http));
        app.UseForwardedHeaders(Options(proxies));
        return app.Use((http, next) => IsClientOk(http) ? next(http) : RefuseAsync(http));
    }

    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // The framework trusts loopback unless told otherwise.
    private static ForwardedHeadersOptions Options(IReadOnlyList<IPAddress> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownProxies.Add(proxy);
        }

        return options;
    }

    private static bool IsDirectOk(HttpContext http, IReadOnlyList<IPAddress> proxies) =>
        http.Request.IsHttps || http.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(AddressKey.Plain(remote)) || proxies.Contains(AddressKey.Plain(remote));

    // A proxy asks for the health in its own name.
    private static bool IsClientOk(HttpContext http) =>
        http.Request.IsHttps || http.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(AddressKey.Plain(remote)) || http.Request.Path.StartsWithSegments("/health");

    private static Task RefuseAsync(HttpContext http) => http.RefuseAsync(StatusCodes.Status403Forbidden, "HTTPS_NEEDED", NotByHttp);
}
