using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Domain.Emergency;

/// <summary>
/// Whether a start is stopped: the safer of policy and file wins. A file's emergency is stale only if the policy, or its
/// history, holds the reset of that very id; a directory that was used before and has lost both starts stopped.
/// </summary>
public static class LatchResolution
{
    /// <summary>Null: not stopped. <paramref name="newId"/> is asked for an id when the emergency has none of its own.</summary>
    public static EmergencyRecord? Resolve(LatchFileRead file, TradingPolicy? policy, IReadOnlyCollection<Guid> resetIds, bool usedBefore, DateTimeOffset nowUtc, Func<Guid> newId)
    {
        if (policy is { EmergencyMode: true })
        {
            return FromPolicy(file, policy, nowUtc, newId);
        }

        return file switch
        {
            LatchFileRead.Latched latched => resetIds.Contains(latched.Record.Latch.EmergencyId) ? null : latched.Record,
            LatchFileRead.Unreadable unreadable => Lost($"The latch file cannot be read: {unreadable.Cause}", nowUtc, newId),
            LatchFileRead.Absent when policy is null && usedBefore =>
                Lost("The data directory was used before, but both the policy and the latch file are gone.", nowUtc, newId),
            _ => null,
        };
    }

    /// <summary>The emergency that the policy holds, with the progress that the file knows of it.</summary>
    public static EmergencyRecord FromPolicy(LatchFileRead file, TradingPolicy policy, DateTimeOffset nowUtc, Func<Guid> newId)
    {
        if (file is LatchFileRead.Latched latched && latched.Record.Latch.EmergencyId == policy.EmergencyId)
        {
            return latched.Record;
        }

        var latch = new EmergencyLatch(
            policy.EmergencyId ?? newId(),
            policy.EmergencyReason ?? "No reason was stored.",
            policy.EmergencyTrigger ?? TriggerCodes.Policy, // a document from before the trigger was kept
            policy.UpdatedBy,
            policy.EmergencyActivatedAtUtc ?? nowUtc);
        return new EmergencyRecord { Latch = latch, RunState = EmergencyRunState.Latched };
    }

    private static EmergencyRecord Lost(string reason, DateTimeOffset nowUtc, Func<Guid> newId) => new()
    {
        Latch = new EmergencyLatch(newId(), reason, TriggerCodes.LostState, "start-up", nowUtc),
        RunState = EmergencyRunState.Latched,
        IsStopJournaled = false,
    };
}
