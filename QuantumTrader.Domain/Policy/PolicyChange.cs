using QuantumTrader.Domain.Policy.Fields;

namespace QuantumTrader.Domain.Policy;

/// <summary>What somebody wants of the policy. Who it is, is asked elsewhere.</summary>
/// <param name="Reason">Kept with the version.</param>
public abstract record PolicyChange(string Reason)
{
    /// <summary>The version that the author looked at; another one by then is not changed. Null: whichever is in force, for what is set by name.</summary>
    public long? BasedOnVersion { get; init; }

    /// <summary>What is loosened goes back by itself at this time; null: it stays.</summary>
    public DateTimeOffset? UntilUtc { get; init; }

    /// <summary>Other values.</summary>
    /// <param name="Values">By path (<see cref="PolicyFields"/>), as they are written. Fields that are not named stay.</param>
    public sealed record Set(IReadOnlyDictionary<string, string> Values, string Reason) : PolicyChange(Reason);

    /// <summary>The values before the last change of any. Asked twice, it takes itself back. An emergency and its reset are no changes of values.</summary>
    public sealed record RollBack(string Reason) : PolicyChange(Reason);

    public static Set SwitchMode(RiskMode mode, string reason) => Of(PolicyFields.ActiveMode.Path, RiskModeNames.NameOf(mode), reason);

    /// <summary>No trades are opened until somebody allows them again; what is open is looked after and closed.</summary>
    public static Set StopNewTrades(string reason) => Of(PolicyFields.AllowNewTrades.Path, "false", reason);

    public static Set AllowNewTrades(string reason) => Of(PolicyFields.AllowNewTrades.Path, "true", reason);

    private static Set Of(string path, string value, string reason) => new(new Dictionary<string, string>(StringComparer.Ordinal) { [path] = value }, reason);
}
