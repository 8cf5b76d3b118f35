using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <content>What comes from outside while the engine runs: a file that asks for a stop, and a latch file that somebody else wrote or deleted.</content>
public sealed partial class EmergencyStop
{
    private const int ResetsKept = 16;
    private const int LooksUnlike = 2; // a save of ours may be on its way at one look
    private readonly Queue<Guid> _resetHere = new(); // bounded by ResetsKept
    private string? _stopFile;
    private int _unlike;

    /// <summary>Told of each look at the stop file and the latch file.</summary>
    /// <returns>True when the stop holds and is on a disk, so that the file may be taken away.</returns>
    public async Task<bool> OnLookAsync(OutsideLook look)
    {
        TakeLatch(look.Latch);
        KeepLatch(look.Latch);
        _stopFile = look.File?.Path;
        if (look.File is { } file && (!IsLatched || _reset is not null))
        {
            await ActivateAsync(TriggerCodes.File, file.Reason, $"file {Path.GetFileName(file.Path)}");
        }

        return look.File is not null && IsLatched && _reset is null && LatchNotSavedSinceUtc is null;
    }

    /// <summary>A latch that another process left, and that no reset has ended: it holds here from now on, and its run begins.</summary>
    private void TakeLatch(LatchFileRead found)
    {
        if (IsLatched || found is not LatchFileRead.Latched { Record: var record } || HasEnded(record.Latch.EmergencyId))
        {
            return;
        }

        // Trading went on here meanwhile: what a run proved before is proved no longer.
        var now = time.GetUtcNow();
        var latch = record.Latch with { Reason = OneLine(record.Latch.Reason), ActivatedBy = OneLine(record.Latch.ActivatedBy), Trigger = OneLine(record.Latch.Trigger) };
        var held = record.IsRunOver
            ? record with { Latch = latch, RunState = EmergencyRunState.Latched, Run = record.Run + 1, Times = new RunTimes { GateClosedAtUtc = now }, CertificateSha256 = null }
            : record with { Latch = latch };
        log.LatchFound(latch.EmergencyId, latch.Trigger, latch.ActivatedBy);
        Take(held, isDurable: true);
        JournalStop(latch);
        Settle(held);
        GoOn();
    }

    /// <summary>The file is one of the latch's two homes: whoever deleted or changed it does not end the stop.</summary>
    private void KeepLatch(LatchFileRead found)
    {
        var isOurs = Record is null || _reset is not null || _savingAgain || (found is LatchFileRead.Latched latched && latched.Record.Latch.EmergencyId == Record.Latch.EmergencyId);
        _unlike = isOurs ? 0 : _unlike + 1;
        if (_unlike >= LooksUnlike)
        {
            _unlike = 0;
            log.LatchGone(Record!.Latch.EmergencyId);
            tasks.Own("write the latch again", SaveLatchAsync(Record));
        }
    }

    private bool HasEnded(Guid emergencyId) => _resetHere.Contains(emergencyId) || policy.Stored?.LastResetEmergencyId == emergencyId;

    /// <summary>The file of an emergency that ended here may still be read for a moment.</summary>
    private void NoteReset(Guid emergencyId)
    {
        _resetHere.Enqueue(emergencyId);
        while (_resetHere.Count > ResetsKept)
        {
            _resetHere.Dequeue();
        }
    }

    private string? StopFileLeft() => _stopFile is { } path ? $"The file {path} asks for a stop and could not be taken away. Remove it, then reset." : null;

    private static string OneLine(string text) => InertText.Of(text, StopFile.ReasonMax)!;
}
