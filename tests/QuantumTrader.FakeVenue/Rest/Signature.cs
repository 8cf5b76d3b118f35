using System.Security.Cryptography;
using System.Text;

namespace QuantumTrader.FakeVenue;

/// <summary>HMAC-SHA256 over query and body as sent, nothing between them; the signature is the last parameter of its part.</summary>
public static class Signature
{
    private const string Name = "signature=";

    /// <summary>The signature that was sent (null when there is none in last place) and the text that it must cover.</summary>
    public static (string? Sent, string Covered) Split(string query, string body)
    {
        if (Cut(body) is { } inBody)
        {
            return (inBody.Signature, query + inBody.Before);
        }

        return Cut(query) is { } inQuery ? (inQuery.Signature, inQuery.Before + body) : (null, query + body);
    }

    /// <summary>Lower-case hex.</summary>
    public static string Of(string secret, string covered) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.Latin1.GetBytes(covered)));

    public static bool Matches(string secret, string covered, string sent) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(secret, covered)), Encoding.ASCII.GetBytes(sent.ToLowerInvariant()));

    private static (string Before, string Signature)? Cut(string part)
    {
        var last = part.LastIndexOf('&') + 1;
        return part.AsSpan(last).StartsWith(Name, StringComparison.Ordinal)
            ? (part[..Math.Max(last - 1, 0)], part[(last + Name.Length)..])
            : null;
    }
}
