using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QuantumTrader.Infrastructure.Alerts.Webhook;

/// <summary>
/// Signs as the Standard Webhooks specification says, so that receivers can verify with its libraries: HMAC-SHA256 over
/// <c>id.timestamp.body</c>, as <c>v1,</c> and base64.
/// </summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const string SecretStart = "whsec_";
    private const int BytesMin = 24;
    private const int BytesMax = 64;

    /// <summary>False for what is no secret of 24 to 64 bytes.</summary>
    public static bool TryReadSecret(string? text, out byte[] secret)
    {
        secret = [];
        if (text?.Trim() is not { } trimmed || !trimmed.StartsWith(SecretStart, StringComparison.Ordinal))
        {
            return false;
        }

        var bytes = new byte[trimmed.Length];
        if (!Convert.TryFromBase64String(trimmed[SecretStart.Length..], bytes, out var length) || length is < BytesMin or > BytesMax)
        {
            return false;
        }

        secret = bytes[..length];
        return true;
    }

    public static string TimestampOf(DateTimeOffset atUtc) => atUtc.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The header's value.</summary>
    public static string Of(byte[] secret, string id, string timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
}
