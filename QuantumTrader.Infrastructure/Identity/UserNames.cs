namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What may be a user's name: nothing that looks like another name or like markup.</summary>
public static class UserNames
{
    public const int LengthMax = 32;

    /// <summary>Null when it may; else what is asked for.</summary>
    public static string? Refusal(string? name) =>
        name is { Length: > 0 and <= LengthMax } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && char.IsAsciiLetterOrDigit(name[0])
            ? null
            : $"A user name is 1 to {LengthMax} letters, digits, dots, dashes and underscores (a to z, 0 to 9), and begins with a letter or digit.";
}
