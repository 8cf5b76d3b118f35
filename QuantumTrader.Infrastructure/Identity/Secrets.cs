using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Secrets of 256 random bits and their hashes. With so many bits a plain SHA-256 cannot be guessed back.</summary>
internal static class Secrets
{
    private const int Size = 32;

    /// <summary>Length of <see cref="New"/>.</summary>
    public const int Length = 43;

    /// <summary>URL-safe base64 without padding.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size));

    /// <summary>SHA-256 of the text, lower-case hex.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>In the same time whatever differs.</summary>
    public static bool AreEqual(string hash, string otherHash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(otherHash));
}
