using System.Diagnostics;
using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Integration.Audit;

public sealed class SqliteAuditLogTests : IDisposable
{
    private readonly TrailBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public Task Append_FourWriters_MakeOneChainWithoutAGap() => AuditLogContract.ManyWritersAsync(() => _bench.Open(), writers: 4, each: 200);

    [Fact]
    public Task Append_TheSameAgain_IsNotWrittenTwice() => AuditLogContract.RepeatedAppendAsync(_bench.Open());

    [Fact]
    public Task Read_ByPages_IsNewestFirst() => AuditLogContract.PagesAsync(_bench.Open());

    [Fact]
    public async Task Append_TextFromOutside_IsKeptInertAndShort()
    {
        var record = await _bench.Open().AppendAsync(TrailBench.Entry(1) with { Reason = "a\r\n\u001b[2J" + new string('x', 5_000) }, CancellationToken.None);
        Assert.StartsWith("a\\u000D\\u000A\\u001B[2Jxxx", record.Entry.Reason, StringComparison.Ordinal);
        Assert.Equal(AuditEntry.TextLengthMax, record.Entry.Reason!.Length);
        Assert.Null(AuditChain.Fault(null, (await _bench.Open().HeadAsync(CancellationToken.None))!));
    }

    [Theory]
    [InlineData("UPDATE audit_records SET Reason = 'other' WHERE Seq = 2")]
    [InlineData("DELETE FROM audit_records WHERE Seq = 2")]
    [InlineData("DELETE FROM audit_records")]
    public async Task Records_ChangedThroughTheDatabase_AreRefused(string sql)
    {
        await _bench.FillAsync(3);
        Assert.Contains("never", Assert.Throws<SqliteException>(() => _bench.Execute(sql)).Message, StringComparison.Ordinal);
        Assert.Equal(3, (await _bench.Open().HeadAsync(CancellationToken.None))!.Seq);
    }

    [Fact]
    public async Task Append_DatabaseLocked_IsUnavailableWithinTheLimitAndWorksAfterwards()
    {
        await _bench.FillAsync(1);
        var log = _bench.Open(new ConsoleOptions { CommandTimeout = TimeSpan.FromMilliseconds(500) });
        using (var locker = new SqliteConnection($"Data Source={_bench.File};Pooling=False"))
        {
            locker.Open();
            using var command = locker.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            command.ExecuteNonQuery();
            var watch = Stopwatch.StartNew();
            await Assert.ThrowsAsync<AuditUnavailableException>(() => log.AppendAsync(TrailBench.Entry(2), CancellationToken.None));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        }

        await TestSupport.Poll.UntilAsync(async () => await CanAppendAsync(log), TimeSpan.FromSeconds(30), "an append after the lock");
        Assert.Equal(2, (await _bench.Open().HeadAsync(CancellationToken.None))!.Seq);
    }

    [Fact]
    public async Task Probe_SaysWhetherARecordCouldBeWrittenAndWritesNone()
    {
        await _bench.FillAsync(1);
        var log = _bench.Open(new ConsoleOptions { CommandTimeout = TimeSpan.FromMilliseconds(500) });
        await log.ProbeAsync(CancellationToken.None);
        using (var locker = new SqliteConnection($"Data Source={_bench.File};Pooling=False"))
        {
            locker.Open();
            using var command = locker.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            command.ExecuteNonQuery();
            await Assert.ThrowsAsync<AuditUnavailableException>(() => log.ProbeAsync(CancellationToken.None));
        }

        Assert.Equal(1, (await log.HeadAsync(CancellationToken.None))!.Seq);
    }

    private static async Task<bool> CanAppendAsync(Infrastructure.Audit.EfAuditLog log)
    {
        try
        {
            await log.AppendAsync(TrailBench.Entry(2), CancellationToken.None);
            return true;
        }
        catch (AuditUnavailableException)
        {
            return false; // the try that was given up still holds its turn
        }
    }
}
