using System.Collections.Frozen;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>
/// The commonest words and rows of keys. Shorter passwords are refused anyway, so a password counts as common when it is nothing but
/// these and digits, in any case and with the usual replacements of letters.
/// </summary>
internal static class CommonPasswords
{
    private static readonly string[] Parts =
    [
        // Longest first: the longest that fits is taken away.
        "administrator", "quantumtrader", "abcdefghijkl", "correcthorse", "batterystaple", "qwertyuiop", "1q2w3e4r5t6y", "basketball", "motherfucker",
        "asdfghjkl", "changeme", "chocolate", "football", "baseball", "iloveyou", "password", "passwort", "princess", "sunshine", "superman", "starwars",
        "trustno1", "whatever", "computer", "internet", "security", "binance", "bitcoin", "quantum", "trading", "letmein", "welcome", "default", "zxcvbnm",
        "charlie", "freedom", "jessica", "michael", "jordan", "pokemon", "samsung", "trader", "dragon", "master", "monkey", "shadow", "secret", "qwerty",
        "abc123", "1q2w3e", "1qaz2wsx", "qazwsx", "hunter", "summer", "winter", "spring", "autumn", "google", "admin", "hello", "login", "guest", "asdf", "root",
        "test", "user", "love", "pass", "2fa", "abc", "the", "my", "is", "im", "i",
    ];

    private static readonly FrozenDictionary<char, char> Replaced = new Dictionary<char, char>
    {
        ['@'] = 'a', ['4'] = 'a', ['3'] = 'e', ['1'] = 'i', ['!'] = 'i', ['0'] = 'o', ['5'] = 's', ['$'] = 's', ['7'] = 't',
    }.ToFrozenDictionary();

    public static bool Contains(string password)
    {
        var plain = password.ToLowerInvariant();
        return IsNothingElse(plain) || IsNothingElse(string.Concat(plain.Select(c => Replaced.GetValueOrDefault(c, c))));
    }

    private static bool IsNothingElse(string text)
    {
        var left = text;
        foreach (var part in Parts)
        {
            left = left.Replace(part, " ", StringComparison.Ordinal);
        }

        return left.All(c => !char.IsLetter(c));
    }
}
