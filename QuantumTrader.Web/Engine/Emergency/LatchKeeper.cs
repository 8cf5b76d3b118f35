using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Policy;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>Keeps the latch in its two homes, file and policy. A home that fails or hangs is reported and never waited for long.</summary>
public sealed class LatchKeeper(PolicyCache policy, PolicyWriter policyWriter, ILatchStore latches, TimeProvider time, EmergencyOptions options, ILogger<LatchKeeper> log)
{
    private static readonly TimeSpan PolicyRetry = TimeSpan.FromSeconds(1);
    private Task<bool> _writing = Task.FromResult(true);
    private long _writingSince; // a timestamp: setting the clock must not lengthen the wait
    private EmergencyRecord? _newest;

    /// <summary>True when the file holds the record, or a newer one; false when it could not be written in time.</summary>
    public async Task<bool> SaveFileAsync(EmergencyRecord record)
    {
        _newest = record;
        if (_writing.IsCompleted)
        {
            _writingSince = time.GetTimestamp();
            _writing = WriteNewestAsync();
        }

        // A disk that hangs costs a run this time once, not with every step.
        var left = options.StepDurableMax - time.GetElapsedTime(_writingSince);
        try
        {
            return await _writing.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        }
        catch (TimeoutException)
        {
            log.LatchSlow(time.GetElapsedTime(_writingSince));
            return false;
        }
    }

    /// <summary>One write at a time; what came meanwhile is written after it, the newest alone.</summary>
    private async Task<bool> WriteNewestAsync()
    {
        var saved = false;
        while (_newest is { } next)
        {
            _newest = null;
            try
            {
                await latches.SaveAsync(next);
                saved = true;
            }
#pragma warning disable CA1031 // The disk must not stop the stop; the policy is the other place, and the log says it.
            catch (Exception e)
            {
                log.LatchNotSaved(e);
                saved = false;
            }
#pragma warning restore CA1031
        }

        return saved;
    }

    /// <summary>Tries until the policy holds an emergency or <paramref name="stillHeld"/> says no; returns the policy as written, or null.</summary>
    /// <param name="isOld">Not made just now, so that it may have been reset elsewhere; so may one whose first try had no answer.</param>
    public async Task<TradingPolicy?> SavePolicyAsync(EmergencyLatch latch, bool isOld, Func<bool> stillHeld)
    {
        for (; stillHeld(); isOld = true)
        {
            try
            {
                var written = await policyWriter.SetEmergencyModeAsync(latch, isOld);
                policy.Take(written);
                return written;
            }
#pragma warning disable CA1031 // Tried again until it is written; the file is the other place, and the log says it.
            catch (Exception e)
            {
                log.PolicyNotWritten(e);
                await Task.Delay(PolicyRetry, time);
            }
#pragma warning restore CA1031
        }

        return null;
    }

    /// <summary>After a reset that was made elsewhere. A failure is only told: the policy says that the file is stale.</summary>
    public async Task ClearFileAsync()
    {
        try
        {
            await latches.ClearAsync().WaitAsync(options.ResetStepMax, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            log.LatchNotCleared(e);
        }
    }

    /// <summary>Policy, then file; throws when either fails or takes too long, and may then be repeated.</summary>
    public async Task<TradingPolicy> ClearAsync(Guid emergencyId, string by, Fraction? drawdownLimit)
    {
        var cleared = await policyWriter.ClearEmergencyAsync(emergencyId, by, drawdownLimit).WaitAsync(options.ResetStepMax, time);
        await latches.ClearAsync().WaitAsync(options.ResetStepMax, time);
        return cleared;
    }
}
