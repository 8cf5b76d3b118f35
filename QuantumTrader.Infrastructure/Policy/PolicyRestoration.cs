using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>
/// What a store that lost its policy gets back. What a person decided in an emptied store since is kept; what was made up or brought back
/// from an older copy gives way to a newer one. An emergency on either side holds, unless its own reset is on the other.
/// </summary>
internal static class PolicyRestoration
{
    /// <summary>The policy to write, one version above everything that is known; null when the store's stays.</summary>
    /// <param name="copy">What this data directory saw last.</param>
    /// <param name="owner">The owner of the database.</param>
    /// <param name="current">What the database has; null: nothing.</param>
    /// <param name="broughtBack">The version that was brought back into the emptied store last; 0: none yet; null: it was never known to be emptied.</param>
    /// <param name="nowUtc">When.</param>
    public static TradingPolicy? Of(PolicyCopy copy, string owner, TradingPolicy? current, long? broughtBack, DateTimeOffset nowUtc)
    {
        var isLost = current is null
            || (copy.Policy.Version >= current.Version && current.Version == broughtBack)
            || (copy.Policy.Version > current.Version && (current.UpdatedBy == DefaultPolicy.CreatedBy || copy.Owner == owner));
        return isLost ? Restored(copy.Policy, current, nowUtc) : null;
    }

    private static TradingPolicy Restored(TradingPolicy copy, TradingPolicy? current, DateTimeOffset nowUtc)
    {
        var safer = current is { EmergencyMode: true, EmergencyId: { } held } && copy.LastResetEmergencyId != held
            ? PolicyChanges.EnterEmergency(
                copy with { EmergencyMode = false, AllowNewTrades = copy.AllowsNewTradesAside && current.AllowsNewTradesAside },
                new EmergencyLatch(held, current.EmergencyReason ?? "", current.EmergencyTrigger ?? TriggerCodes.Policy, current.UpdatedBy, current.EmergencyActivatedAtUtc ?? nowUtc))
            : copy;
        return safer with
        {
            Version = Math.Max(copy.Version, current?.Version ?? 0) + 1,
            UpdatedAtUtc = nowUtc,
            UpdateReason = null,
            UpdatedBy = FormattableString.Invariant($"system (the store had lost it; brought back from a host's copy of version {copy.Version})"),
        };
    }
}
