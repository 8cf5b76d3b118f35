using System.Diagnostics.CodeAnalysis;

namespace QuantumTrader.Domain.Policy;

/// <summary>The names under which risk modes are stored, shown and typed. Nothing else may spell them.</summary>
public static class RiskModeNames
{
    public const string Normal = "NORMAL";
    public const string Defensive = "DEFENSIVE";
    public const string AggressiveSmallAccount = "AGGRESSIVE_SMALL_ACCOUNT";

    /// <summary>For messages that say what would have been accepted.</summary>
    public const string Choices = $"{AggressiveSmallAccount}, {Normal} or {Defensive}";

    /// <summary>The stored name; a value outside the enum gives its number, which no reader accepts.</summary>
    public static string NameOf(RiskMode mode) => mode switch
    {
        RiskMode.Normal => Normal,
        RiskMode.Defensive => Defensive,
        RiskMode.AggressiveSmallAccount => AggressiveSmallAccount,
        _ => ((int)mode).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Exact names only: a near miss must be asked about, not guessed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out RiskMode mode)
    {
        (mode, var known) = name switch
        {
            Normal => (RiskMode.Normal, true),
            Defensive => (RiskMode.Defensive, true),
            AggressiveSmallAccount => (RiskMode.AggressiveSmallAccount, true),
            _ => (default, false),
        };
        return known;
    }
}
