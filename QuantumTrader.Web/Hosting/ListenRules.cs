using QuantumTrader.Web.Ui.Security;

namespace QuantumTrader.Web.Hosting;

/// <summary>
/// Passwords and sessions must not be readable on the way: so others may reach us by https, or by http through a named proxy that
/// speaks https for us; and the host names that we answer to must be said.
/// </summary>
public static class ListenRules
{
    // Ports without an address mean every address.
    private static readonly string[] PortKeys = ["http_ports", "https_ports"];

    private const string ForwardAll = "forwardedHeaders_enabled";
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Null when it may be listened as configured; else which key is wrong, and what to do.</summary>
    public static string? Refusal(IConfiguration configuration)
    {
        if (PortKeys.FirstOrDefault(key => !string.IsNullOrWhiteSpace(configuration[key])) is { } portKey && string.IsNullOrWhiteSpace(configuration["urls"]))
        {
            return $"{portKey.ToUpperInvariant()} would listen on every address, and says no scheme: unset it and name the address, such as ASPNETCORE_URLS={DefaultUrl} for loopback.";
        }

        if (string.Equals(configuration[ForwardAll], "true", StringComparison.OrdinalIgnoreCase))
        {
            return $"{ForwardAll.ToUpperInvariant()} would believe anybody who claims to be a proxy: unset it and name yours in Web:TrustedProxies.";
        }

        var outside = Urls(configuration).Where(u => !IsLoopback(u.Url)).ToArray();
        return outside.Select(u => OutsideRefusal(u.Key, u.Url, configuration)).FirstOrDefault(r => r is not null)
            ?? (outside.Length > 0 ? HostsRefusal(outside[0].Url, configuration["AllowedHosts"]) : null);
    }

    public static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && PeerRules.IsLoopbackHost(uri.Host);

    /// <summary>Those that the web server binds: its own section wins over the rest.</summary>
    internal static IEnumerable<(string Key, string Url)> Listened(IConfiguration configuration)
    {
        var all = Urls(configuration).ToArray();
        var own = all.Where(u => u.Key.StartsWith("Kestrel:", StringComparison.OrdinalIgnoreCase)).ToArray();
        return own.Length > 0 ? own : all;
    }

    private static IEnumerable<(string Key, string Url)> Urls(IConfiguration configuration)
    {
        var (key, urls) = configuration["urls"] is { } set ? ("ASPNETCORE_URLS", set) : ("Web:Url", configuration["Web:Url"] ?? DefaultUrl);
        return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => (key, url))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Where(e => e["Url"] is not null).Select(e => ($"{e.Path}:Url", e["Url"]!)));
    }

    private static string? OutsideRefusal(string key, string url, IConfiguration configuration) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? null
        : !url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? $"{key} is '{url}', which is no address such as {DefaultUrl} (loopback) or https://0.0.0.0:5443."
        : WebOptions.Proxies(configuration["Web:TrustedProxies"]).Count > 0 ? null
        : $"{key} {url} can be reached from other machines without https, so passwords could be read on the way: use https://, or name your proxy's address in Web:TrustedProxies, or stay on loopback: ASPNETCORE_URLS={DefaultUrl}.";

    // A name that is not ours can be pointed at us (DNS rebinding); so each must be said.
    private static string? HostsRefusal(string url, string? allowed)
    {
        var hosts = (allowed ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return hosts.Length == 0 || hosts.Contains("*") || hosts.All(PeerRules.IsLoopbackHost)
            ? $"AllowedHosts is '{allowed}', but {url} can be reached from other machines: name the host that people type there, such as AllowedHosts=trader.example.com;localhost."
            : null;
    }
}
