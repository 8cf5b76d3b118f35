using System.Security.Cryptography;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Recovery codes: 80 random bits each, in letters and digits that are not taken for each other.</summary>
internal static class RecoveryCodes
{
    public const int Count = 10;
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789"; // 32 of them: 5 bits each
    private const int Group = 4;
    private const int Groups = 4;

    public static IReadOnlyList<string> New() => [.. Enumerable.Range(0, Count).Select(_ => One())];

    /// <summary>As it is compared: however it was typed.</summary>
    public static string Plain(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string One() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, Group)));
}
