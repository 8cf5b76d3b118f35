using System.Net;

namespace QuantumTrader.Web.Hosting;

/// <summary>Until there is sign-in, whoever reaches the port may stop and reset: so only this machine may reach it.</summary>
public static class ListenRules
{
    // Ports without an address mean every address.
    private static readonly string[] PortKeys = ["http_ports", "https_ports"];

    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Null when every address is on loopback; else which is not, and what to do.</summary>
    public static string? Refusal(IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? configuration["Web:Url"] ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>();
        if (PortKeys.FirstOrDefault(key => !string.IsNullOrWhiteSpace(configuration[key])) is { } portKey && string.IsNullOrWhiteSpace(configuration["urls"]))
        {
            return $"{portKey.ToUpperInvariant()} would listen on every address. There is no sign-in yet, so only loopback is allowed: unset it and set ASPNETCORE_URLS={DefaultUrl}.";
        }

        return urls.Concat(endpoints).FirstOrDefault(u => !IsLoopback(u)) is { } outside
            ? $"{outside} can be reached from other machines. There is no sign-in yet, so only loopback is allowed: set ASPNETCORE_URLS={DefaultUrl}."
            : null;
    }

    public static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
