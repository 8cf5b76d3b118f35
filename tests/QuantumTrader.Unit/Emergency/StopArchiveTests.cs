using System.Globalization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Emergency;

public sealed class StopArchiveTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Run = RunName.Of(Guid.Parse("0f0e0d0c-0b0a-0908-0706-050403020100"), 1);
    private readonly TempFolder _folder = new();
    private readonly StopArchive _archive;

    public StopArchiveTests() => _archive = new StopArchive(PhysicalDisk.Instance, _folder.Path);

    public void Dispose()
    {
        _archive.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_AppendedAndReadAgain_IsTheLastWordOnEachReceipt()
    {
        await _archive.AppendAsync(Run, [RunEntry.Of(Receipt(1)), RunEntry.Of(Receipt(2))]);
        await _archive.AppendAsync(Run, [RunEntry.Of(Receipt(1) with { Outcome = ReceiptOutcome.Done, ConfirmedAtUtc = Now }), RunEntry.Of(RunReading.Failed(Now, "away"))]);

        var ledger = RunLedger.From(_archive.ReadRun(Run));

        Assert.Equal([ReceiptOutcome.Done, ReceiptOutcome.Asked], ledger.Receipts.Select(r => r.Outcome));
        Assert.Equal("away", Assert.Single(ledger.Readings).Objection);
        Assert.False(ledger.HasChanges);
    }

    [Fact]
    public async Task Run_TornAtEveryByte_LosesTheTornLineAlone()
    {
        await _archive.AppendAsync(Run, [RunEntry.Of(Receipt(1)), RunEntry.Of(Receipt(2))]);
        var file = Path.Combine(_folder.Path, "runs", Run + ".jsonl");
        var whole = await File.ReadAllBytesAsync(file);
        for (var length = whole.Length / 2; length < whole.Length - 1; length++)
        {
            await File.WriteAllBytesAsync(file, whole[..length]);
            await _archive.AppendAsync(Run, [RunEntry.Of(Receipt(2) with { Attempts = 7 })]);

            var kept = RunLedger.From(_archive.ReadRun(Run)).Receipts;

            Assert.Equal([0, 7], kept.Select(r => r.Attempts));
        }
    }

    [Fact]
    public async Task Run_TwoHundredOrdersThatChangeOnce_WritesOnlyWhatChanged()
    {
        await _archive.AppendAsync(Run, [.. Enumerable.Range(1, 200).Select(n => RunEntry.Of(Receipt(n)))]);
        var file = new FileInfo(Path.Combine(_folder.Path, "runs", Run + ".jsonl"));
        var before = file.Length;
        await _archive.AppendAsync(Run, [RunEntry.Of(Receipt(77) with { Attempts = 1 })]);
        file.Refresh();

        Assert.InRange(before, 1, 200 * 500);
        Assert.InRange(file.Length - before, 1, 500);
    }

    [Fact]
    public async Task Run_ThatGoesOnForLong_StaysBounded()
    {
        var entries = Enumerable.Range(1, 1_000).Select(n => RunEntry.Of(Receipt(n) with { Detail = new string('x', 200) })).ToArray();
        var end = new EmergencyRecord { Latch = new EmergencyLatch(Guid.Empty, "why", "MANUAL", "anna", Now), RunState = EmergencyRunState.Flat };
        await _archive.AppendAsync(Run, [RunEntry.Of(end)]);
        for (var i = 0; i < 40; i++)
        {
            await _archive.AppendAsync(Run, entries);
        }

        Assert.InRange(new FileInfo(Path.Combine(_folder.Path, "runs", Run + ".jsonl")).Length, 1, StopArchive.RunBytesMax);
        var kept = RunLedger.From(_archive.ReadRun(Run));
        Assert.Equal((1_000, end), (kept.Receipts.Count, kept.End));
    }

    [Fact]
    public async Task ReEntry_SavedForgottenAndDamaged_ReadsSo()
    {
        Assert.Null(_archive.ReadReEntry());
        await _archive.SaveReEntryAsync(ReEntryState.Begin(Guid.Empty, Now));
        Assert.Equal(ReEntryStage.ReduceOnly, _archive.ReadReEntry()!.Stage);
        await _archive.SaveReEntryAsync(null);
        Assert.Null(_archive.ReadReEntry());
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "re-entry.json"), "{\"stage\":\"Fu");
        Assert.Throws<InvalidDataException>(_archive.ReadReEntry);
    }

    [Fact]
    public async Task Certificates_OfSeveralRuns_AreListedNewestFirstWithTheirAnnulment()
    {
        var older = Certificate(Run, Now);
        var newer = Certificate(RunName.Of(Guid.Empty, 1), Now.AddHours(1));
        await _archive.WriteCertificateAsync(older);
        await _archive.WriteCertificateAsync(newer);
        await _archive.AnnulAsync(new StopAnnulment(Run, "hash", "anna", "a bad tick", Now));

        Assert.Equal([(newer.Run, false), (older.Run, true)], _archive.LastRuns(10).Select(r => (r.Run, r.IsAnnulled)));
        Assert.Equal(CertificateText.HashOf(older), CertificateText.HashOf(_archive.ReadCertificate(Run)!));
        Assert.Equal("anna", _archive.ReadAnnulment(Run)!.AnnulledBy);
        Assert.Null(_archive.ReadAnnulment(newer.Run));
        await Assert.ThrowsAsync<IOException>(() => _archive.AnnulAsync(new StopAnnulment(RunName.Of(Guid.Empty, 9), "", "", "", Now)));
        Assert.Throws<ArgumentException>(() => _archive.ReadCertificate("../latch"));
    }

    /// <summary>"The last run" that is damaged or gone must not turn into the one before it.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"certificate\":")]
    public async Task LastRunName_NewestCertificateDamagedOrGone_IsStillThatRun(string? left)
    {
        Assert.Null(_archive.LastRunName());
        var newer = Certificate(RunName.Of(Guid.Empty, 1), Now.AddHours(1));
        await _archive.WriteCertificateAsync(Certificate(Run, Now));
        Assert.Equal(Run, _archive.LastRunName());
        await _archive.AppendAsync(newer.Run, [RunEntry.Of(new EmergencyRecord { Latch = new(Guid.Empty, "why", "MANUAL", "me", Now.AddHours(1)), RunState = EmergencyRunState.Flat })]);
        await _archive.WriteCertificateAsync(newer);
        var path = _archive.CertificatePath(newer.Run)!;
        if (left is null)
        {
            File.Delete(path);
        }
        else
        {
            await File.WriteAllTextAsync(path, left);
        }

        Assert.Equal(newer.Run, _archive.LastRunName());
    }

    [Fact]
    public async Task LastRuns_TenthRunOfAnEmergency_ComesAfterTheSecond()
    {
        foreach (var number in new[] { 2, 10, 9 })
        {
            await _archive.WriteCertificateAsync(Certificate(Run, Now) with { Run = RunName.Of(Guid.Empty, number) });
        }

        Assert.Equal(RunName.Of(Guid.Empty, 10), _archive.LastRunName());
        Assert.Equal([10, 9, 2], _archive.LastRuns(10).Select(r => RunName.NumberOf(r.Run)));
    }

    [Fact]
    public async Task Certificates_OneWasWrittenByAnotherHand_TheOthersAreListedAllTheSame()
    {
        await _archive.WriteCertificateAsync(Certificate(Run, Now));
        var other = Certificate(RunName.Of(Guid.Empty, 1), Now.AddHours(1));
        foreach (var part in new[] { "receipts", "run", "trigger", "times", "proof" })
        {
            var broken = System.Text.Json.Nodes.JsonNode.Parse(CertificateText.CanonicalOf(other))!.AsObject();
            broken[part] = null;
            var text = broken.ToJsonString();
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
            await File.WriteAllTextAsync(Path.Combine(_folder.Path, "certificates", $"20260301T130000Z_{other.Run}.json"), $"{{\"certificate\":{text},\"sha256\":\"{hash}\"}}\n");

            Assert.Equal([Run], _archive.LastRuns(10).Select(r => r.Run));
            Assert.ThrowsAny<InvalidDataException>(() => _archive.ReadCertificate(other.Run));
        }
    }

    [Fact]
    public async Task Run_ItsEnd_IsKeptAndTheLastWordCounts()
    {
        var end = Certificate(Run, Now);
        var record = new EmergencyRecord { Latch = new EmergencyLatch(end.EmergencyId, "why “é” \n", "MANUAL", "anna", Now), RunState = EmergencyRunState.FlatExceptDust, Run = 3, Detail = "dust", Times = new RunTimes { FlatAtUtc = Now, Resumed = 2 } };
        await _archive.AppendAsync(Run, [RunEntry.Of(record with { Detail = "earlier" }), RunEntry.Of(Receipt(1))]);
        await _archive.AppendAsync(Run, [RunEntry.Of(record)]);

        var ledger = RunLedger.From(_archive.ReadRun(Run));

        Assert.Equal((record, false), (ledger.End, ledger.HasChanges));
        Assert.Single(ledger.Receipts);
    }

    [Fact]
    public async Task RunsWithoutCertificate_AreThoseWithARecordAlone()
    {
        var other = RunName.Of(Guid.Parse("0f0e0d0c-0b0a-0908-0706-050403020100"), 2);
        Assert.Empty(_archive.RunsWithoutCertificate());
        await _archive.AppendAsync(Run, [RunEntry.Of(Receipt(1))]);
        await _archive.AppendAsync(other, [RunEntry.Of(Receipt(1))]);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "runs", "notes.jsonl"), "{}\n");
        Assert.Equal([Run, other], _archive.RunsWithoutCertificate());

        await _archive.WriteCertificateAsync(Certificate(Run, Now));

        Assert.Equal([other], _archive.RunsWithoutCertificate());
    }

    [Fact]
    public async Task Run_ALineWithoutWhatItNeeds_IsLeftOut()
    {
        await _archive.AppendAsync(Run, [RunEntry.Of(Receipt(1))]);
        var file = Path.Combine(_folder.Path, "runs", Run + ".jsonl");
        var line = (await File.ReadAllLinesAsync(file))[0].Replace("\"hand-1\"", "null", StringComparison.Ordinal).Replace("\"number\":1", "\"number\":2", StringComparison.Ordinal);
        await File.AppendAllTextAsync(file, line + "\n{\"receipt\":{\"number\":3}}\n17\nnull\n");

        Assert.Equal([1], RunLedger.From(_archive.ReadRun(Run)).Receipts.Select(r => r.Number));
    }

    [Fact]
    public void Ledger_OfTooMany_HandlesTheRestWithoutReceipts()
    {
        var ledger = RunLedger.From(Enumerable.Range(1, RunLedger.ReceiptsMax).Select(n => RunEntry.Of(Receipt(n))));
        var position = new Domain.Execution.VenuePosition { Symbol = Symbol.Create("ETHUSDT"), Direction = Direction.Long, Quantity = new Quantity(1m), EntryPrice = new Price(1m), MarkPrice = new Price(1m), UnrealisedPnl = Usd.Zero, Leverage = Leverage.One, Margin = Usd.Zero };

        var number = ledger.AskClose(position, OrderOwner.Ours, Now);
        ledger.Sent(number, Now);

        Assert.Equal((0, 1, RunLedger.ReceiptsMax), (number, ledger.Unreceipted, ledger.Receipts.Count));
    }

    private static RunReceipt Receipt(int number) => new()
    {
        Number = number,
        Kind = ReceiptKind.CancelOrder,
        Symbol = Symbol.Create("BTCUSDT"),
        Owner = OrderOwner.Stranger,
        ClientOrderId = string.Create(CultureInfo.InvariantCulture, $"hand-{number}"),
        Quantity = new Quantity(0.123456789m),
        AskedAtUtc = Now,
        Outcome = ReceiptOutcome.Asked,
    };

    private static StopCertificate Certificate(string run, DateTimeOffset atUtc) => StopCertificate.Of(
        new EmergencyRecord { Latch = new EmergencyLatch(RunName.TryParse(run, out var id, out _) ? id : id, "why “é” \n", "MANUAL", "anna", atUtc), RunState = EmergencyRunState.Flat },
        RunLedger.From([RunEntry.Of(Receipt(1))]));
}
