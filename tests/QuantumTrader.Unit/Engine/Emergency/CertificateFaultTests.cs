using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A certificate speaks only of what is durable, and is sound although something failed at the very end.</summary>
public sealed class CertificateFaultTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Run_TheLatchSaysFlat_TheProofIsOnDiskBefore()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        var proved = -1;
        _bench.Latches.OnSave = r => proved = r.IsRunOver && proved < 0 ? _bench.Archive.ReadRun(r.RunName).Count(e => e.Reading is { Objection: null }) : proved;

        _bench.StopAndFlatten();

        Assert.Equal(2, proved);
    }

    [Fact]
    public void Run_TheLastCancelIsUnanswered_ItsReceiptEndsByTheProof()
    {
        _bench.Open();
        _bench.Venue.OnCall = call =>
        {
            if (call.StartsWith("cancelAllConditional", StringComparison.Ordinal))
            {
                _bench.Venue.Hangs.Add("cancelAllConditional"); // done, and nobody hears of it
            }
        };

        var certificate = Certified(_bench.StopAndFlatten());

        Assert.Equal(3, certificate.Receipts.Count(r => r is { Kind: ReceiptKind.CancelConditional, Outcome: ReceiptOutcome.Gone }));
        Assert.All(certificate.Receipts, r => Assert.True(r.IsOver));
    }

    [Fact]
    public void Certificate_TheRecordCannotBeSaved_WaitsForItAndIsSound()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Stop();
        var record = _bench.Record!;
        _bench.Archive.Fault = () => new IOException("No space left on device.");
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");
        _bench.Pass(TimeSpan.FromSeconds(20));
        Assert.Empty(_bench.Of<EmergencyCertified>()); // not even to the journal: it could not be kept

        _bench.Archive.Fault = null;
        var certificate = Certified(record);

        AssertSound(certificate);
        Assert.Single(_bench.Of<EmergencyCertified>());
    }

    [Fact]
    public void Start_TheProofWasNeverSaved_ReadsTheVenueAgainAndCertifiesThat()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Stop();
        _bench.Archive.Fault = () => new IOException("No space left on device.");
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");
        var record = _bench.Record!;
        _bench.Archive.Fault = null;

        using var next = new EngineBench(venueOf: _bench);
        next.Await(() => next.Engine.StartAsync(record));
        next.Until(() => next.Archive.ReadCertificate(record.RunName) is not null, "it was certified");

        var certificate = next.Archive.ReadCertificate(record.RunName)!;
        Assert.Equal((2, 1), (certificate.Proof.Count, certificate.Times.Resumed));
        Assert.All(certificate.Proof, p => Assert.True(p.AtUtc >= record.Times.FlatAtUtc && p.Objection is null));
        Assert.Empty(next.Venue.Sent("submit"));
    }

    /// <summary>The second run has taken the first one's place in the latch when the process dies, and the journal speaks of the first one's certificate already.</summary>
    [Fact]
    public void Start_AnEarlierRunWasJournaledAndNotWritten_MakesItsCertificateToTheByte()
    {
        var (first, sha256) = JournaledAndNotWritten();
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Do(_bench.Engine.Emergency.OnExposure);
        _bench.Until(() => _bench.Record is { IsRunOver: true, Run: 2 }, "the account was flat again");

        using var next = StartAfter(_bench.Record, first);

        Assert.Equal(sha256, CertificateText.HashOf(next.Archive.ReadCertificate(first)!));
        AssertSound(next.Archive.ReadCertificate(first)!);
    }

    /// <summary>The same when nothing holds any more, because it was reset elsewhere.</summary>
    [Fact]
    public void Start_NothingHoldsAndARunWasNotCertified_MakesItsCertificate()
    {
        var (first, sha256) = JournaledAndNotWritten();

        using var next = StartAfter(null, first);

        Assert.Equal(sha256, CertificateText.HashOf(next.Archive.ReadCertificate(first)!));
        Assert.False(next.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Start_ARunThatNeverEnded_HasNoCertificate()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Stop();
        var run = _bench.Record!.RunName;
        Assert.Null(_bench.Archive.ReadCertificate(run));

        using var next = new EngineBench();
        Copy(run, next);
        next.Await(() => next.Engine.StartAsync(null));
        next.Pass(TimeSpan.FromMinutes(1));

        Assert.Null(next.Archive.ReadCertificate(run));
    }

    /// <summary>The policy is heard of when the run is half done; the whole record goes under the name that the certificate has.</summary>
    [Fact]
    public void Run_UnderAnIdThatThePolicyHeldAlready_HasARecordAndACertificateOfThatName()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        var other = Guid.Parse("0f0e0d0c-0b0a-0908-0706-050403020100");
        var slow = new TaskCompletionSource();
        _bench.Policies.BeforeWrite = async () =>
        {
            await slow.Task;
            var now = _bench.Policies.Current!;
            await _bench.Policies.Inner.WriteAsync(now with { Version = now.Version + 1, EmergencyMode = true, EmergencyId = other, EmergencyReason = "elsewhere" }, now.Version, CancellationToken.None);
        };
        _bench.Stop();
        var first = _bench.Record!.RunName;
        Assert.NotEmpty(_bench.Archive.ReadRun(first));
        _bench.Do(slow.SetResult);
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");

        var certificate = Certified(_bench.Record!);

        Assert.Equal(other, certificate.EmergencyId);
        Assert.Equal(certificate.Receipts, RunLedger.From(_bench.Archive.ReadRun(certificate.Run)).Receipts);
        AssertSound(certificate);
    }

    [Fact]
    public void Reset_AnEarlierRunIsNotCertifiedYet_WaitsForItToo()
    {
        var (first, _) = JournaledAndNotWritten();
        _bench.Do(_bench.Engine.Emergency.OnExposure);
        _bench.Until(() => _bench.Record is { IsRunOver: true, Run: 2 }, "the account was flat again");
        _bench.Archive.CertificateFault = run => run == first ? new IOException("No space left on device.") : null;
        _bench.Until(() => _bench.Archive.ReadCertificate(_bench.Record!.RunName) is not null, "the second run was certified");

        Assert.Contains("certificate", _bench.Reset().Refusal, StringComparison.Ordinal);

        _bench.Archive.CertificateFault = null;
        _bench.Until(() => _bench.Archive.ReadCertificate(first) is not null, "the first run was certified");
        Assert.True(_bench.Reset().Done);
    }

    [Fact]
    public void Verify_TheJournalLacksTheRunsEnd_IsSound()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5004m);
        var certificate = Certified(_bench.StopAndFlatten());
        Assert.Equal(EmergencyRunState.FlatExceptDust, certificate.Outcome);

        AssertSound(certificate, e => e is EmergencyRunAdvanced { State: EmergencyRunState.FlatExceptDust });
    }

    [Fact]
    public void Verify_NoAuditRecordOfAStopWhoseProcessDied_IsSoundAndOfAnyOtherIsNot()
    {
        var certificate = Certified(_bench.StopAndFlatten());
        var resumed = certificate with { Times = certificate.Times with { Resumed = 1 } };

        Assert.StartsWith("audit:", WithoutAudit(certificate), StringComparison.Ordinal);
        Assert.Null(WithoutAudit(resumed));
    }

    [Fact]
    public void Verify_LessThanTwoReadingsThatSayFlat_IsNoProof()
    {
        var certificate = Certified(_bench.StopAndFlatten());

        Assert.StartsWith("proof:", WithoutAudit(certificate with { Proof = [certificate.Proof[0]] }), StringComparison.Ordinal);
    }

    /// <summary>What stands against it where the journal has its hash, and neither record nor audit trail says anything.</summary>
    private string? WithoutAudit(StopCertificate certificate)
    {
        var facts = new StopFacts();
        facts.Take(_bench.Of<EmergencyCertified>().Single() with { Sha256 = CertificateText.HashOf(certificate) }, certificate.EmergencyId);
        return StopVerifier.Verify(certificate.Run, CertificateText.FileOf(certificate), facts, [], audit: 0).Difference;
    }

    /// <summary>The run that is over, with what the journal has of its certificate.</summary>
    private (string Run, string Sha256) JournaledAndNotWritten()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Archive.CertificateFault = _ => new IOException("No space left on device.");
        var run = _bench.StopAndFlatten().RunName;
        _bench.Until(() => _bench.Of<EmergencyCertified>().Any(), "the journal has the certificate");
        Assert.Null(_bench.Archive.ReadCertificate(run));
        return (run, _bench.Of<EmergencyCertified>().Single().Sha256);
    }

    /// <summary>Another process on what this one left.</summary>
    private EngineBench StartAfter(EmergencyRecord? held, string waitsFor)
    {
        var next = new EngineBench();
        Copy(waitsFor, next);
        next.Await(() => next.Engine.StartAsync(held));
        next.Until(() => next.Archive.ReadCertificate(waitsFor) is not null, $"{waitsFor} was certified");
        return next;
    }

    private void Copy(string run, EngineBench to) => to.Do(() => _ = to.Archive.AppendAsync(run, _bench.Archive.ReadRun(run)));

    private StopCertificate Certified(EmergencyRecord record)
    {
        _bench.Until(() => _bench.Archive.ReadCertificate(record.RunName) is not null, "it was certified");
        return _bench.Archive.ReadCertificate(record.RunName)!;
    }

    private void AssertSound(StopCertificate certificate, Func<Domain.Events.DomainEvent, bool>? lost = null)
    {
        var facts = new StopFacts();
        foreach (var e in _bench.Events.Where(e => lost?.Invoke(e) != true))
        {
            facts.Take(e, certificate.EmergencyId);
        }

        var verdict = StopVerifier.Verify(certificate.Run, CertificateText.FileOf(certificate), facts, _bench.Archive.ReadRun(certificate.Run), audit: null);
        Assert.True(verdict.IsSound, verdict.Difference);
    }
}
