using System.Text;
using System.Text.Json.Nodes;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A run ends with a certificate; whatever is changed in it afterwards is found.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Run_Over_HasACertificateWithReceiptsBothReadingsAndTimes()
    {
        var certificate = Certified();

        Assert.Equal(("MANUAL", "test", "tester", EmergencyRunState.Flat), (certificate.Trigger, certificate.Reason, certificate.ActivatedBy, certificate.Outcome));
        Assert.Equal(5, certificate.Receipts.Count); // the position, its three protective orders, one by hand
        Assert.All(certificate.Receipts, r => Assert.True(r.IsOver));
        Assert.Equal(2, certificate.Proof.Count);
        Assert.All(certificate.Proof, p => Assert.Equal((null, RunReading.HashOf([])), (p.Objection, p.Sha256)));
        Assert.True(certificate.Proof[1].AtUtc - certificate.Proof[0].AtUtc >= TimeSpan.FromSeconds(1));
        Assert.NotNull(certificate.Times.GateClosedAtUtc);
        Assert.True(certificate.Times.DurableAtUtc <= certificate.Times.FirstOrderAtUtc);
        Assert.Equal(certificate.Proof[1].AtUtc, certificate.Times.FlatAtUtc);
        var told = Assert.Single(_bench.Of<EmergencyCertified>());
        Assert.Equal((certificate.Run, CertificateText.HashOf(certificate), 5), (told.Run, told.Sha256, told.Receipts));
    }

    [Fact]
    public void Run_ThatBeginsAnew_HasACertificateOfItsOwn()
    {
        Certified();
        _bench.Venue.Hold(EngineBench.Btc, 0.01m);

        _bench.Do(_bench.Engine.Emergency.OnExposure);
        _bench.Until(() => _bench.Engine.Emergency.LastRuns.Count == 2, "both runs were certified");

        Assert.Equal(RunName.Of(_bench.Record!.Latch.EmergencyId, 2), _bench.Engine.Emergency.LastRuns[0].Run);
        Assert.Single(_bench.Archive.ReadCertificate(_bench.Record.RunName)!.Receipts);
    }

    [Fact]
    public void Start_AfterTheRunButBeforeItsCertificate_MakesTheSameOne()
    {
        var first = Certified();
        using var next = new EngineBench();
        foreach (var entry in _bench.Archive.ReadRun(first.Run))
        {
            next.Do(() => _ = next.Archive.AppendAsync(first.Run, [entry]));
        }

        next.Await(() => next.Engine.StartAsync(_bench.Record));
        next.Until(() => next.Archive.ReadCertificate(first.Run) is not null, "it was certified");

        Assert.Equal(CertificateText.HashOf(first), CertificateText.HashOf(next.Archive.ReadCertificate(first.Run)!));
    }

    [Fact]
    public void Certificate_JournalAway_ComesWhenItIsBack()
    {
        _bench.Journal.Fault = Fault.Fails;
        var record = _bench.StopAndFlatten();
        _bench.Pass(TimeSpan.FromSeconds(20));
        Assert.Null(_bench.Archive.ReadCertificate(record.RunName));

        _bench.Journal.Fault = Fault.None;
        _bench.Until(() => _bench.Archive.ReadCertificate(record.RunName) is not null, "it was certified");
    }

    /// <summary>The last readings come when the run is over already; a disk that refuses them must not leave a certificate that disagrees with the record.</summary>
    [Fact]
    public void Certificate_RecordNotSaved_WaitsForItAndIsJournaledOnce()
    {
        _bench.Open();
        _bench.Archive.Fault = () => new IOException("The disk is full.");
        _bench.StopAndFlatten();
        _bench.Pass(TimeSpan.FromSeconds(60));
        Assert.Empty(_bench.Of<EmergencyCertified>());

        _bench.Archive.Fault = null;
        _bench.Until(() => _bench.Archive.ReadCertificate(_bench.Record!.RunName) is not null, "it was certified");

        var certificate = _bench.Archive.ReadCertificate(_bench.Record!.RunName)!;
        Assert.True(Verify(CertificateText.FileOf(certificate), certificate.Run).IsSound, Verify(CertificateText.FileOf(certificate), certificate.Run).Difference);
        Assert.Single(_bench.Of<EmergencyCertified>());
    }

    [Fact]
    public void Verify_WhatWasWritten_IsSound()
    {
        var certificate = Certified();

        var verdict = Verify(CertificateText.FileOf(certificate), certificate.Run);

        Assert.True(verdict.IsSound, verdict.Difference);
        Assert.Equal((5, 1, true), (verdict.Receipts, verdict.ClosesCompared, verdict.IsInAudit));
    }

    /// <summary>Each value of the file in turn, with the file's own hash left as it was and made to fit.</summary>
    [Fact]
    public void Verify_AnyValueChanged_IsFoundAndTheRightOneNamed()
    {
        var certificate = Certified();
        var paths = Values("", JsonNode.Parse(CertificateText.FileOf(certificate))!["certificate"]!).ToArray();
        Assert.InRange(paths.Length, 40, 200);
        foreach (var path in paths)
        {
            foreach (var fits in new[] { false, true })
            {
                var file = JsonNode.Parse(CertificateText.FileOf(certificate))!;
                Change(file["certificate"]!, path);
                var bytes = Encoding.UTF8.GetBytes(file.ToJsonString() + "\n");
                var readable = Readable(bytes);
                bytes = fits && readable is not null ? CertificateText.FileOf(readable) : bytes;

                var verdict = Verify(bytes, certificate.Run);
                Assert.True(verdict.Difference is not null, $"{path} was changed and nobody saw it (hash made to fit: {fits})");
                if (path.StartsWith("receipts[", StringComparison.Ordinal) && readable is not null)
                {
                    Assert.StartsWith(path, verdict.Difference, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void Verify_AReceiptLeftOut_OrTheFileCutOrExtended_IsFound()
    {
        var certificate = Certified();
        var file = CertificateText.FileOf(certificate);

        Assert.Contains("receipts", Verify(CertificateText.FileOf(certificate with { Receipts = [.. certificate.Receipts.Skip(1)] }), certificate.Run).Difference, StringComparison.Ordinal);
        Assert.NotNull(Verify(file[..^10], certificate.Run).Difference);
        Assert.NotNull(Verify([.. file, (byte)' '], certificate.Run).Difference);
        Assert.NotNull(Verify([], certificate.Run).Difference);
        Assert.NotNull(Verify("null"u8.ToArray(), certificate.Run).Difference);
        Assert.StartsWith("run:", Verify(file, RunName.Of(certificate.EmergencyId, 2)).Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_NoCertificateInTheJournalOrNoAuditRecord_SaysSo()
    {
        var certificate = Certified();
        var file = CertificateText.FileOf(certificate);

        Assert.StartsWith("journal:", StopVerifier.Verify(certificate.Run, file, new StopFacts(), [], 1).Difference, StringComparison.Ordinal);
        Assert.StartsWith("audit:", Verify(file, certificate.Run, audit: 0).Difference, StringComparison.Ordinal);
        Assert.True(Verify(file, certificate.Run, audit: null).IsSound);
    }

    private StopVerdict Verify(byte[] file, string run, int? audit = 1)
    {
        var facts = new StopFacts();
        foreach (var e in _bench.Events)
        {
            facts.Take(e, _bench.Record!.Latch.EmergencyId);
        }

        return StopVerifier.Verify(run, file, facts, _bench.Archive.ReadRun(_bench.Record!.RunName), audit);
    }

    private static StopCertificate? Readable(byte[] file)
    {
        CertificateText.TryRead(file, out var certificate, out _, out _);
        return certificate;
    }

    private StopCertificate Certified()
    {
        _bench.Open();
        _bench.Place("by-hand", OrderSide.Buy, OrderType.Limit);
        var record = _bench.StopAndFlatten();
        _bench.Until(() => _bench.Archive.ReadCertificate(record.RunName) is not null, "it was certified");
        return _bench.Archive.ReadCertificate(record.RunName)!;
    }

    private static IEnumerable<string> Values(string path, JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Values(path.Length == 0 ? p.Key : $"{path}.{p.Key}", p.Value)),
        JsonArray a => a.SelectMany((n, i) => Values($"{path}[{i}]", n)),
        _ => [path],
    };

    private static void Change(JsonNode root, string path)
    {
        JsonNode node = root;
        foreach (var part in path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.'))
        {
            node = int.TryParse(part, out var index) ? node[index]! : node[part]!;
        }

        node.ReplaceWith<JsonNode?>(node.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number => JsonValue.Create(node.GetValue<decimal>() + 1m),
            _ when DateTimeOffset.TryParse(node.ToString(), out var at) => JsonValue.Create(at.AddTicks(1)),
            _ when Guid.TryParse(node.ToString(), out _) => JsonValue.Create("0f0e0d0c-0b0a-0908-0706-050403020100"),
            _ => JsonValue.Create(Other(node.ToString())),
        });
    }

    // Words of enums turn into other words of the same enum, so that the file can still be read.
    private static string Other(string text) => text switch
    {
        "Flat" => "Stuck",
        "Done" => "Gone",
        "Ours" => "Stranger",
        "Stranger" => "Ours",
        "Both" => "Long",
        "ClosePosition" => "CancelOrder",
        "CancelOrder" or "CancelConditional" => "ClosePosition",
        "BTCUSDT" => "ETHUSDT",
        _ => text + "1",
    };
}
