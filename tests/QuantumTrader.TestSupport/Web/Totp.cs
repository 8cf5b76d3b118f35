using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace QuantumTrader.TestSupport.Web;

/// <summary>What an authenticator app does: RFC 6238 with SHA-1, six digits and 30 s.</summary>
public static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <param name="secret">Base32.</param>
    /// <param name="step">How many steps later: a code is good once, and one step of clock error is allowed.</param>
    public static string Code(string secret, DateTimeOffset at, int step = 0)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, at.ToUnixTimeSeconds() / (long)Step.TotalSeconds + step);
#pragma warning disable CA5350 // the standard asks for SHA-1
        var hash = HMACSHA1.HashData(Bytes(secret), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string secret)
    {
        var (bits, count, bytes) = (0, 0, new List<byte>());
        foreach (var c in secret.Where(char.IsLetterOrDigit))
        {
            (bits, count) = ((bits << 5) | Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal), count + 5);
            if (count >= 8)
            {
                bytes.Add((byte)(bits >> (count -= 8)));
                bits &= (1 << count) - 1;
            }
        }

        return [.. bytes];
    }
}
