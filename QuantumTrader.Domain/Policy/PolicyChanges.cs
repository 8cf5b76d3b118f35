using QuantumTrader.Domain.Emergency;

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
    /// Allows trading again after the emergency <paramref name="emergencyId"/> and keeps that id as proof of the reset, also
    /// when only the latch file knew of it. Throws <see cref="InvalidOperationException"/> when another emergency holds.
    /// </summary>
    public static TradingPolicy ClearEmergency(TradingPolicy policy, Guid emergencyId, string by, DateTimeOffset nowUtc)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        if (policy.EmergencyMode && policy.EmergencyId is { } held && held != emergencyId)
        {
            throw new InvalidOperationException($"Emergency {emergencyId} cannot be reset: emergency {held} holds. Read the status again and reset that one.");
        }

        return policy with
        {
            EmergencyMode = false,
            AllowNewTrades = policy.EmergencyMode || policy.AllowNewTrades,
            EmergencyReason = null,
            EmergencyActivatedAtUtc = null,
            EmergencyTrigger = null,
            EmergencyId = null,
            LastResetEmergencyId = emergencyId,
            UpdatedAtUtc = nowUtc,
            UpdatedBy = by,
            UpdateReason = $"Emergency {emergencyId} was reset",
        };
    }

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
