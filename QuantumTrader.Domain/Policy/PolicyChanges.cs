using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy;

/// <summary>
/// The changes that a policy may undergo, as pure functions of the policy that was read. The result still has that policy's
/// version: <see cref="IPolicyStore.WriteAsync"/> is asked to replace exactly it, and on a conflict the change is made anew.
/// </summary>
public static class PolicyChanges
{
    /// <summary>
    /// Stops trading. Repeating it changes nothing, and a second emergency does not replace the first: its reset would then
    /// be asked for under an id that nobody was shown.
    /// </summary>
    public static TradingPolicy EnterEmergency(TradingPolicy policy, EmergencyLatch latch)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(latch);
        if (policy is { EmergencyMode: true, EmergencyId: not null })
        {
            return policy.AllowNewTrades ? policy with { AllowNewTrades = false } : policy;
        }

        return policy with
        {
            EmergencyMode = true,
            AllowNewTrades = false,
            NewTradesBeforeEmergency = policy.AllowsNewTradesAside,
            EmergencyReason = latch.Reason,
            EmergencyActivatedAtUtc = latch.ActivatedAtUtc,
            EmergencyTrigger = latch.Trigger,
            EmergencyId = latch.EmergencyId,
            UpdatedAtUtc = latch.ActivatedAtUtc,
            UpdatedBy = latch.ActivatedBy,
            UpdateReason = latch.Reason,
        };
    }

    /// <summary>
    /// Ends the emergency <paramref name="emergencyId"/> and keeps that id as proof of the reset, also when only the latch file knew of it. New
    /// trades are allowed again where people allowed them before; nothing else that was tightened becomes looser. Throws
    /// <see cref="InvalidOperationException"/> when another emergency holds.
    /// </summary>
    /// <param name="drawdownLimit">From now on, for good, when the reset gives one; null: as it is.</param>
    public static TradingPolicy ClearEmergency(TradingPolicy policy, Guid emergencyId, string by, DateTimeOffset nowUtc, Fraction? drawdownLimit = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        if (policy.EmergencyMode && policy.EmergencyId is { } held && held != emergencyId)
        {
            throw new InvalidOperationException($"Emergency {emergencyId} cannot be reset: emergency {held} holds. Read the status again and reset that one.");
        }

        var cleared = policy with
        {
            EmergencyMode = false,
            AllowNewTrades = policy.AllowsNewTradesAside,
            NewTradesBeforeEmergency = null,
            EmergencyReason = null,
            EmergencyActivatedAtUtc = null,
            EmergencyTrigger = null,
            EmergencyId = null,
            LastResetEmergencyId = emergencyId,
            UpdatedAtUtc = nowUtc,
            UpdatedBy = by,
            UpdateReason = $"Emergency {emergencyId} was reset",
        };
        return drawdownLimit is { } limit
            ? PolicyLoans.Taken(cleared, cleared with { DrawdownLimit = limit }, new PolicyChange.Set(Named(limit), cleared.UpdateReason))
            : cleared;
    }

    private static Dictionary<string, string> Named(Fraction drawdownLimit) => new(StringComparer.Ordinal) { [nameof(TradingPolicy.DrawdownLimit)] = drawdownLimit.ToString() };

    /// <summary>Puts other limits in force. Throws <see cref="ArgumentException"/> for a mode without limits.</summary>
    public static TradingPolicy SwitchMode(TradingPolicy policy, RiskMode mode, string by, DateTimeOffset nowUtc)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return policy.Modes.ContainsKey(mode)
            ? policy with { ActiveMode = mode, UpdatedAtUtc = nowUtc, UpdatedBy = by, UpdateReason = null }
            : throw new ArgumentException($"The policy has no limits for {RiskModeNames.NameOf(mode)}; add them to Modes first.", nameof(mode));
    }
}
