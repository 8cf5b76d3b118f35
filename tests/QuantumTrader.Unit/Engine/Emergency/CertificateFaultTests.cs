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
