using System.Globalization;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What may be a password: long, not among the commonest, not the name. No further recipes: length is what counts.</summary>
public static class PasswordRules
{
    public const int LengthMin = 12;

    /// <summary>A longer one is refused unread: hashing it would cost us and help nobody.</summary>
    public const int LengthMax = 128;

    private const int DifferentMin = 5;
    private const int NameLengthMin = 3; // a shorter name is part of too much

    /// <summary>Null when it may; else what is asked for. Never repeats the password.</summary>
    public static string? Refusal(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(password);
        return password.Length < LengthMin ? string.Create(CultureInfo.InvariantCulture, $"The password must have at least {LengthMin} characters.")
            : password.Length > LengthMax ? string.Create(CultureInfo.InvariantCulture, $"The password must have at most {LengthMax} characters.")
            : name.Length >= NameLengthMin && password.Contains(name, StringComparison.OrdinalIgnoreCase) ? "The password must not contain the user name."
            : password.EnumerateRunes().Distinct().Count() < DifferentMin ? string.Create(CultureInfo.InvariantCulture, $"The password must have at least {DifferentMin} different characters.")
            : CommonPasswords.Contains(password) ? "This password is among the first that others try; choose another."
            : null;
    }
}
