using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <content>What is kept of a run once it is over: its certificate, and perhaps an annulment.</content>
public sealed partial class EmergencyStop
{
    private const int LastRunsMax = 20;
    private static readonly TimeSpan CertifyRetry = TimeSpan.FromSeconds(5);
    private volatile IReadOnlyList<RunSummary> _lastRuns = [];
    private Task _certifying = Task.CompletedTask;

    /// <summary>Those that are over, newest first.</summary>
    public IReadOnlyList<RunSummary> LastRuns => _lastRuns;

    /// <summary>Receipts and readings of the run that is on, or was the last.</summary>
    public RunLedger Ledger => run.Ledger;

    /// <summary>Says, with evidence, that a stop was a false trip. Nothing is deleted; a cool-down that it began does not hold any longer.</summary>
    public async Task<AnnulReceipt> AnnulAsync(AnnulRequest request)
    {
        try
        {
            return await AnnulCoreAsync(request);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            log.AnnulmentNotDone(request.Run, e);
            return new AnnulReceipt(false, $"The annulment did not go through; it can be repeated. {e.Message}");
        }
    }

    private async Task<AnnulReceipt> AnnulCoreAsync(AnnulRequest request)
    {
        if (!RunName.TryParse(request.Run, out var emergencyId, out _) || archive.ReadCertificate(request.Run) is not { } certificate)
        {
            return new AnnulReceipt(false, $"There is no certificate of the run '{request.Run}'; only a run that is over can be annulled.") { IsUnknownRun = true };
        }

        if (string.IsNullOrWhiteSpace(request.By) || request.Evidence.Trim().Length < StopAnnulment.EvidenceLengthMin)
        {
            return new AnnulReceipt(false, $"Say who annuls and what shows that it was a false trip, in at least {StopAnnulment.EvidenceLengthMin} characters: it is kept.");
        }

        if (archive.ReadAnnulment(request.Run) is { } earlier)
        {
            return new AnnulReceipt(false, $"It was annulled already by {earlier.AnnulledBy}.");
        }

        var (now, sha256) = (time.GetUtcNow(), CertificateText.HashOf(certificate));
        var annulled = new EmergencyAnnulled(ids.Next(), now) { EmergencyId = emergencyId, Run = request.Run, AnnulledBy = request.By, Evidence = request.Evidence.Trim(), Sha256 = sha256 };
        if (!await bus.PublishAsync(annulled))
        {
            return new AnnulReceipt(false, "The annulment could not be written to the journal, so it was not made.");
        }

        await archive.AnnulAsync(new StopAnnulment(request.Run, sha256, request.By, request.Evidence.Trim(), now)).WaitAsync(options.ResetStepMax, time);
        ReadLastRuns();
        return new AnnulReceipt(true, null);
    }

    /// <summary>Its record says how it ended before the journal speaks of a certificate: whatever follows, a later start can make it.</summary>
    private void Certify(EmergencyRecord over)
    {
        run.Ledger.Ended(over);
        Certify(over, run.Ledger);
    }

    /// <summary>The account may be stopped anew while an earlier run still waits for the disk; a reset waits for all of them.</summary>
    private void Certify(EmergencyRecord over, RunLedger record)
    {
        var certifying = CertifyAsync(StopCertificate.Of(over, record), record);
        _certifying = _certifying.IsCompleted ? certifying : Task.WhenAll(_certifying, certifying);
        tasks.Own("certify the run", certifying);
    }

    /// <summary>
    /// Runs that were over when their process died, although a later run or another emergency has taken their place in the latch.
    /// </summary>
    /// <param name="held">What the latch holds now; its own run is looked at when it is adopted.</param>
    public void CertifyMissing(EmergencyRecord? held)
    {
        foreach (var name in RunsWithoutCertificate().Where(n => n != held?.RunName))
        {
            if (ReadRun(name) is { IsProved: true, End: { } end } record && end.RunName == name)
            {
                Certify(end, record);
            }
        }
    }

    private IReadOnlyList<string> RunsWithoutCertificate()
    {
        try
        {
            return archive.RunsWithoutCertificate();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LastRunsNotRead(e);
            return [];
        }
    }

    private RunLedger? ReadRun(string name)
    {
        try
        {
            return RunLedger.From(archive.ReadRun(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.CertificateNotWritten(name, e);
            return null;
        }
    }

    /// <summary>A reset ends what a start would make up for, so that it comes after the certificate.</summary>
    private async Task<bool> IsCertifiedAsync()
    {
        await WaitAsync(_certifying, options.ResetStepMax);
        return _certifying.IsCompletedSuccessfully;
    }

    /// <summary>The run's record first, for the certificate must agree with it; then the journal, once, after the stop itself; then the file: a start that finds no file makes it anew.</summary>
    private async Task CertifyAsync(StopCertificate certificate, RunLedger record)
    {
        while (!await run.SaveRecordAsync(certificate.Run, record))
        {
            await Task.Delay(CertifyRetry, time);
        }

        await _journaling.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        var sha256 = CertificateText.HashOf(certificate);
        while (!await TryJournalAsync(certificate, sha256))
        {
            await Task.Delay(CertifyRetry, time);
        }

        while (!await TryWriteAsync(certificate))
        {
            await Task.Delay(CertifyRetry, time);
        }

        log.Certified(certificate.Run, sha256);
        ReadLastRuns();
    }

    private async Task<bool> TryJournalAsync(StopCertificate certificate, string sha256) =>
        await bus.PublishAsync(new EmergencyCertified(ids.Next(), time.GetUtcNow())
        {
            EmergencyId = certificate.EmergencyId,
            Run = certificate.Run,
            Outcome = certificate.Outcome,
            Receipts = certificate.Receipts.Count,
            Sha256 = sha256,
        });

    private async Task<bool> TryWriteAsync(StopCertificate certificate)
    {
        try
        {
            await archive.WriteCertificateAsync(certificate);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.CertificateNotWritten(certificate.Run, e);
            return false;
        }
    }

    /// <summary>A run that ended just before its process did. When the disk had refused its proof, the venue is read again.</summary>
    private void CertifyEarlier(EmergencyRecord record)
    {
        if (!LacksCertificate(record))
        {
            return;
        }

        run.Open(record);
        if (run.Ledger.IsProved)
        {
            Certify(run.Ledger.End ?? record); // as it was, to the byte: the journal may have the hash
        }
        else
        {
            Record = Record! with { RunState = EmergencyRunState.Verifying, Times = record.Times with { Resumed = record.Times.Resumed + 1 } };
        }
    }

    private bool LacksCertificate(EmergencyRecord record)
    {
        try
        {
            return archive.ReadCertificate(record.RunName) is null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            log.CertificateNotWritten(record.RunName, e); // What is there stays as it is, for 'ess verify'.
            return false;
        }
    }

    private void ReadLastRuns()
    {
        try
        {
            _lastRuns = archive.LastRuns(LastRunsMax);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LastRunsNotRead(e);
        }
    }

    /// <summary>Until when an automatic stop cannot be reset; null when it can.</summary>
    public DateTimeOffset? CoolDownUntilUtc
    {
        get
        {
            if (Record is not { } record || TriggerCodes.IsByHand(record.Latch.Trigger))
            {
                return null;
            }

            var until = record.Latch.ActivatedAtUtc + options.CoolDown;
            return time.GetUtcNow() < until && !_lastRuns.Any(r => r.Run == record.RunName && r.IsAnnulled) ? until : null;
        }
    }
}
