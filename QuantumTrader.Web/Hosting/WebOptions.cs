using System.ComponentModel.DataAnnotations;
using System.Net;
using QuantumTrader.Web.Access.Account;

namespace QuantumTrader.Web.Hosting;

/// <summary>The section <c>Web</c>: the control center.</summary>
public sealed class WebOptions : IValidatableObject
{
    public const string Section = "Web";

    /// <summary>
    /// Where the screen is served when ASPNETCORE_URLS says nothing. Several are separated by semicolons. Beyond this machine with https,
    /// or with http behind one of <see cref="TrustedProxies"/>.
    /// </summary>
    public string Url { get; set; } = ListenRules.DefaultUrl;

    /// <summary>
    /// Addresses of the proxies that speak https for us, separated by semicolons. What they say of their clients (X-Forwarded-For and
    /// X-Forwarded-Proto) is believed; what anybody else says is not. Default none.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>A certificate with its private key (PKCS #12) that encrypts the cookie keys at rest. Default none: they are readable by the owner of the data directory alone; on Windows the system encrypts them.</summary>
    public string? KeyCertificate { get; set; }

    /// <summary>Its password. A secret: set it in the environment (<c>Web__KeyCertificatePassword</c>).</summary>
    public string? KeyCertificatePassword { get; set; }

    /// <summary>From which level on the app's own lines are logged: Trace, Debug, Information, Warning, Error, Critical or None.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Words(TrustedProxies).FirstOrDefault(word => !IPAddress.TryParse(word, out _)) is { } wrong)
        {
            yield return new($"Web:TrustedProxies names '{wrong}', which is no address such as 10.0.0.7.", [nameof(TrustedProxies)]);
        }
    }

    /// <summary>Those that are addresses.</summary>
    internal static IReadOnlyList<IPAddress> Proxies(string? text) =>
        [.. Words(text).Select(word => IPAddress.TryParse(word, out var address) ? AddressKey.Plain(address) : null).OfType<IPAddress>()];

    private static string[] Words(string? text) => (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
