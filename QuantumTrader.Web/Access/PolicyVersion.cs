using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Web.Access;

/// <summary>One version of the policy and what it changed.</summary>
/// <param name="Policy">Whole.</param>
/// <param name="Changes">Against the version before; null where that one is not in what was read.</param>
/// <param name="Emergency">What it did to the emergency, for people; null: nothing.</param>
public sealed record PolicyVersion(TradingPolicy Policy, PolicyComparison? Changes, string? Emergency)
{
    /// <param name="history">Newest first, one more than is asked for, so that the oldest has something to be compared with.</param>
    public static IReadOnlyList<PolicyVersion> Of(IReadOnlyList<TradingPolicy> history, int take) =>
        [.. history.Take(take).Select((policy, i) => Of(policy, i + 1 < history.Count ? history[i + 1] : null))];

    private static PolicyVersion Of(TradingPolicy policy, TradingPolicy? before) =>
        new(policy, before is null ? null : PolicyTightening.Compare(before, policy), EmergencyOf(policy, before));

    private static string? EmergencyOf(TradingPolicy policy, TradingPolicy? before) => (before?.EmergencyMode is true, policy.EmergencyMode) switch
    {
        (false, true) => $"Stopped by {policy.EmergencyTrigger ?? "an unknown trigger"}: {policy.EmergencyReason}",
        (true, false) => "The emergency was reset",
        _ => null,
    };
}
