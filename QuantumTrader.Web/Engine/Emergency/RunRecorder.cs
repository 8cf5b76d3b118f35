using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>
/// Keeps the receipts of the run that is on. They are on disk before what they speak of is sent, unless the disk refuses or hangs: that is
/// reported, costs a run its limit once, and the receipts are saved with the next ones.
/// </summary>
public sealed class RunRecorder(IStopArchive archive, TimeProvider time, EmergencyOptions options, ILogger<RunRecorder> log)
{
    private Task _writing = Task.CompletedTask;
    private long _writingSince; // a timestamp: setting the clock must not lengthen the wait
    private string _run = "";

    public RunLedger Ledger { get; private set; } = new();

    /// <summary>Goes on with the record of this run, if an earlier process left one.</summary>
    public void Open(string run)
    {
        if (_run == run)
        {
            return;
        }

        _run = run;
        try
        {
            Ledger = RunLedger.From(archive.ReadRun(run));
        }
#pragma warning disable CA1031 // Whatever an earlier process left there must not stop the stop.
        catch (Exception e)
        {
            log.RunRecordNotRead(run, e);
            Ledger = new RunLedger();
        }
#pragma warning restore CA1031
    }

    /// <summary>Never throws, and never waits longer than a step may.</summary>
    public async Task FlushAsync()
    {
        if (_writing.IsCompleted)
        {
            if (!Ledger.HasChanges)
            {
                return;
            }

            _writingSince = time.GetTimestamp();
            _writing = WriteAsync(_run, Ledger);
        }

        var left = options.StepDurableMax - time.GetElapsedTime(_writingSince);
        try
        {
            await _writing.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        }
        catch (TimeoutException)
        {
            log.RunRecordSlow(_run, time.GetElapsedTime(_writingSince));
        }
    }

    /// <summary>True when all that this ledger has is on disk. Waits for as long as the disk takes: for what may wait, such as a certificate.</summary>
    public async Task<bool> SaveAsync(string run, RunLedger ledger)
    {
        if (ledger == Ledger && run != _run)
        {
            _run = run; // The policy held another emergency: the run goes under that one's name, and so must all of its record.
            ledger.ChangeAll();
        }

        while (!_writing.IsCompleted)
        {
            await _writing;
        }

        _writingSince = time.GetTimestamp();
        await (_writing = WriteAsync(run, ledger));
        return !ledger.HasChanges;
    }

    /// <summary>One write at a time; what changes meanwhile is written after it.</summary>
    private async Task WriteAsync(string run, RunLedger ledger)
    {
        while (ledger.HasChanges)
        {
            var changes = ledger.TakeChanges();
            try
            {
                await archive.AppendAsync(run, changes);
            }
#pragma warning disable CA1031 // The disk must not stop the stop; what is not saved goes with the next.
            catch (Exception e)
            {
                log.RunRecordNotSaved(run, e);
                ledger.GiveBack(changes);
                return;
            }
#pragma warning restore CA1031
        }
    }
}
