using System.Collections.Frozen;

namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>
/// Every value of the policy that people may change. What is not here is bookkeeping or the emergency, which has doors of its own; a test
/// fails for a property that is neither.
/// </summary>
public static class PolicyFields
{
    /// <summary>Aggressive first, as the modes are listed for people.</summary>
    public static IReadOnlyList<RiskMode> Modes { get; } = [RiskMode.AggressiveSmallAccount, RiskMode.Normal, RiskMode.Defensive];

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<PolicyField> All { get; } =
    [
        new ActiveModeField(),
        .. DocumentRules.All.Select(rule => new DocumentField(rule)),
        .. Modes.SelectMany(mode => LimitRules.All.Select(rule => new LimitField(mode, rule))),
    ];

    private static readonly FrozenDictionary<string, PolicyField> ByPath = All.ToFrozenDictionary(field => field.Path, StringComparer.Ordinal);

    public static PolicyField ActiveMode => All[0];

    public static PolicyField AllowNewTrades => ByPath[nameof(TradingPolicy.AllowNewTrades)];

    /// <summary>Exact paths only; null for any other.</summary>
    public static PolicyField? Find(string path) => ByPath.GetValueOrDefault(path);
}
