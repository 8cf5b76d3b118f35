using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>
/// A certificate as text. Its canonical form is one line of JSON without blanks, its fields in the order of their declaration; the file
/// is <c>{"certificate":CANONICAL,"sha256":"HEX"}</c> and a line feed, to the byte.
/// </summary>
public static class CertificateText
{
    private static readonly byte[] Head = "{\"certificate\":"u8.ToArray();

    public static byte[] CanonicalOf(StopCertificate certificate) => JsonSerializer.SerializeToUtf8Bytes(certificate, StopJson.Default.StopCertificate);

    /// <summary>SHA-256 of the canonical form, lower-case hex.</summary>
    public static string HashOf(StopCertificate certificate) => Convert.ToHexStringLower(SHA256.HashData(CanonicalOf(certificate)));

    public static byte[] FileOf(StopCertificate certificate)
    {
        var canonical = CanonicalOf(certificate);
        return [.. Head, .. canonical, .. Encoding.ASCII.GetBytes($",\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(canonical))}\"}}\n")];
    }

    /// <summary>False for whatever is not such a file, to the byte; <paramref name="certificate"/> is what could be read of it all the same.</summary>
    /// <param name="sha256">What the file says its hash is.</param>
    public static bool TryRead(byte[] file, out StopCertificate? certificate, out string? sha256, [NotNullWhen(false)] out string? fault)
    {
        (certificate, sha256) = (null, null);
        try
        {
            using var document = JsonDocument.Parse(file);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("certificate", out var inner) || !root.TryGetProperty("sha256", out var hash) || hash.ValueKind != JsonValueKind.String)
            {
                fault = "it is no certificate: the parts certificate and sha256 are missing";
                return false;
            }

            (certificate, sha256) = (inner.Deserialize(StopJson.Default.StopCertificate), hash.GetString());
        }
        catch (JsonException e)
        {
            fault = $"it is no certificate: {e.Message}";
            return false;
        }

        fault = certificate is null ? "it is no certificate: it holds nothing"
            : certificate.Format != StopCertificate.FormatCurrent ? $"its format is {certificate.Format}; this version reads {StopCertificate.FormatCurrent}"
            : HashOf(certificate) is var real && real != sha256 ? $"sha256 is {sha256}, but what it certifies has {real}: it was changed after it was written"
            : !file.AsSpan().SequenceEqual(FileOf(certificate)) ? "it holds something beside the certificate, or is not written as certificates are"
            : null;
        return fault is null;
    }
}
