using System.Text.Json;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Integration.Commands;

namespace QuantumTrader.Integration.Audit;

/// <summary>Somebody with the files in hand, and what <c>audit verify</c> says of it.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly TrailBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Verify_SoundTrail_SaysSoAndChangesNothing()
    {
        var records = await _bench.FillAsync(5);
        await _bench.AnchorAsync(records[1], records[4]);
        var before = await File.ReadAllBytesAsync(_bench.File);

        var report = JsonDocument.Parse((await VerifyAsync("--json")).AssertDone().Output).RootElement;

        Assert.Equal((5, 2, true), (report.GetProperty("records").GetInt32(), report.GetProperty("anchors").GetInt32(), report.GetProperty("isSound").GetBoolean()));
        Assert.Equal(before, await File.ReadAllBytesAsync(_bench.File));
    }

    [Theory]
    [InlineData("UPDATE audit_records SET Reason = 'harmless' WHERE Seq = 3", "record 3 was changed")]
    [InlineData("UPDATE audit_records SET AtUtc = AtUtc + 1 WHERE Seq = 3", "record 3 was changed")]
    [InlineData("UPDATE audit_records SET Result = 'Undone' WHERE Seq = 3", "record 3 cannot be read")]
    [InlineData("UPDATE audit_records SET ActionId = 'none' WHERE Seq = 3", "record 3 cannot be read")]
    [InlineData("DELETE FROM audit_records WHERE Seq = 3", "record 3 is missing; 4 stands in its place")]
    [InlineData("DELETE FROM audit_records WHERE Seq > 3", "record 4 is missing: the trail ends at 3, but the journal anchored record 5")]
    [InlineData("DELETE FROM audit_records", "record 1 is missing")]
    [InlineData("UPDATE audit_records SET Seq = 99 WHERE Seq = 3; UPDATE audit_records SET Seq = 3 WHERE Seq = 4; UPDATE audit_records SET Seq = 4 WHERE Seq = 99", "record 3 does not stand")]
    public async Task Verify_EditedTrail_NamesTheFirstBadRecord(string sql, string fault)
    {
        await _bench.AnchorAsync((await _bench.FillAsync(5))[4]);
        _bench.DropTriggers();
        _bench.Execute(sql);
        Assert.StartsWith(fault, (await InspectAsync())?.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_FileTruncated_IsFound()
    {
        await _bench.AnchorAsync((await _bench.FillAsync(200))[199]);
        using (var file = File.Open(_bench.File, FileMode.Open))
        {
            file.SetLength(file.Length / 4096 / 2 * 4096);
        }

        AssertBroken(await VerifyAsync(), "record ");
    }

    [Fact]
    public async Task Verify_FileGoneButAnchored_IsFound()
    {
        await _bench.AnchorAsync((await _bench.FillAsync(3))[2]);
        File.Delete(_bench.File);
        Assert.StartsWith("record 1 is missing: the trail ends before it, but the journal anchored record 3", (await InspectAsync())?.Fault, StringComparison.Ordinal);
    }

    /// <summary>As with the event buffer switched off.</summary>
    [Fact]
    public async Task Verify_AnchoredAmongTheRecordsAlone_IsFound()
    {
        var records = await _bench.FillAsync(3);
        await _bench.AnchorInAsync("records", records[1], records[2]);
        Assert.Equal((null, 2), ((await InspectAsync())?.Fault, (await InspectAsync())?.Anchors));
        File.Delete(_bench.File);
        Assert.StartsWith("record 1 is missing: the trail ends before it, but the journal anchored record 3", (await InspectAsync())?.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_NothingThere_IsUnusable() => (await VerifyAsync()).AssertRefused(2, "There is no audit trail", "--data");

    [Fact]
    public async Task Verify_NotADatabase_IsBroken()
    {
        await File.WriteAllTextAsync(_bench.File, new string('x', 10_000));
        Assert.StartsWith("record 1 cannot be read", (await InspectAsync())?.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_Trail_GivesLinesThatMakeTheSameChain()
    {
        var records = await _bench.FillAsync(5);
        var file = _bench.Data["trail.jsonl"];
        (await CommandProcess.RunAsync(_bench.Data.Path, "audit", "export", "--out", file)).AssertDone();

        Assert.Equal(records, (await File.ReadAllLinesAsync(file)).Select(AuditJson.Read));
        Assert.All(await File.ReadAllBytesAsync(file), b => Assert.InRange(b, 10, 126));
        Assert.False(File.Exists(file + ".part"));
    }

    [Theory]
    [InlineData(2, "--out FILE", "export")]
    [InlineData(2, "verify and export", "look")]
    [InlineData(2, "There is no audit trail", "export", "--out", "x")]
    public async Task Command_BadRequest_IsToldInOneLine(int exitCode, string part, params string[] args) =>
        (await CommandProcess.RunAsync(_bench.Data.Path, ["audit", .. args])).AssertRefused(exitCode, part);

    private Task<CommandProcess> VerifyAsync(params string[] args) => CommandProcess.RunAsync(_bench.Data.Path, ["audit", "verify", .. args]);

    /// <summary>What the command does, in this process.</summary>
    private async Task<AuditVerdict?> InspectAsync()
    {
        using var reading = new AuditReading(new ConsoleOptions(), _bench.Data.Path, _bench.Data["events"], TimeProvider.System);
        return await reading.VerifyAsync(CancellationToken.None);
    }

    private static void AssertBroken(CommandProcess verify, string fault)
    {
        verify.AssertRefused(1, "The audit trail is broken: ", fault);
        Assert.Contains("result    BROKEN", verify.Output, StringComparison.Ordinal);
    }
}
