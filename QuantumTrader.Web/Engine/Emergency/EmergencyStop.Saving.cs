using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <content>How the emergency and each step of its run become durable, in file and policy.</content>
public sealed partial class EmergencyStop
{
    /// <summary>Each step is on disk before the next begins; when the disk refuses or hangs, the run goes on and says so.</summary>
    private async Task AdvanceAsync(EmergencyRecord next)
    {
        var (held, times) = (Record!, next.Times);
        Record = next with { Latch = held.Latch, IsStopJournaled = held.IsStopJournaled, Times = held.Times with { FirstOrderAtUtc = times.FirstOrderAtUtc, FlatAtUtc = times.FlatAtUtc } };
        await SaveLatchAsync(Record);
        var told = Record; // under the id that holds by now: others look for that one
        tasks.Run("journal the run", () => PublishAdvancedAsync(told));
    }

    private async Task<bool> SaveLatchAsync(EmergencyRecord record)
    {
        if (await TrySaveFileAsync(record))
        {
            return true;
        }

        if (!_savingAgain)
        {
            _savingAgain = true;
            tasks.Run("save the latch again", SaveLatchAgainAsync);
        }

        return false;
    }

    private async Task<bool> TrySaveFileAsync(EmergencyRecord record)
    {
        var saved = await latches.SaveFileAsync(record);
        IsSaved(record.Latch.EmergencyId, saved);
        return saved;
    }

    private void IsSaved(Guid emergencyId, bool saved)
    {
        if (saved && Record?.Latch.EmergencyId == emergencyId)
        {
            _notSaved = null;
            Record = Record with { Times = Record.Times with { DurableAtUtc = Record.Times.DurableAtUtc ?? time.GetUtcNow() } };
        }
    }

    /// <summary>Until the file says what holds: it may be the only home that a later loss leaves.</summary>
    private async Task SaveLatchAgainAsync()
    {
        try
        {
            do
            {
                await Task.Delay(LatchRetry, time);
            }
            while (Record is { } record && (_reset is not null || !await TrySaveFileAsync(record)));
        }
        finally
        {
            _savingAgain = false;
        }
    }

    /// <summary>
    /// What holds here may have been reset elsewhere, and this process cut off so that it has not heard of it; it would follow that reset, and
    /// this request would be gone. The policy says it; while that does not answer, the request holds under an id of its own.
    /// </summary>
    private async Task AskAgainAsync(EmergencyLatch latch)
    {
        var held = Record!.Latch.EmergencyId;
        _isInPolicy = false;
        var asking = SavePolicyAsync(latch, isOld: false);
        tasks.Own("write the repeated stop to the policy", asking);
        await WaitAsync(asking, ReceiptWaitMax);
        if (asking.IsCompleted || _running || Record is not { } record || record.Latch.EmergencyId != held)
        {
            return;
        }

        Hold(new EmergencyRecord { Latch = latch, RunState = EmergencyRunState.Latched, IsStopJournaled = false, Times = new RunTimes { GateClosedAtUtc = record.Times.GateClosedAtUtc } });
        JournalStop(latch);
        StartRun(); // what was proved flat was so before the reset that may have been
        await SaveLatchAsync(Record!);
    }

    private async Task<bool> SavePolicyAsync(EmergencyLatch latch, bool isOld)
    {
        var held = Record?.Latch.EmergencyId;
        if (await latches.SavePolicyAsync(latch, isOld, () => Record?.Latch.EmergencyId is { } now && (now == held || now == latch.EmergencyId)) is not { } written)
        {
            return false;
        }

        (_isInPolicy, _isFresh) = (written.EmergencyMode, false);

        // The policy held another emergency already: a reset must name the one that people find there.
        if (written is { EmergencyMode: true, EmergencyId: { } id } && Record is { } record && record.Latch.EmergencyId != id)
        {
            Record = record with { Latch = id == latch.EmergencyId ? latch : record.Latch with { EmergencyId = id } };
            _notSaved = null;
            await SaveLatchAsync(Record);
        }

        IsSaved(written.EmergencyId ?? latch.EmergencyId, written.EmergencyMode);

        return true;
    }
}
