using Npgsql;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Integration.Identity;

namespace QuantumTrader.Integration.Audit;

/// <summary>The same trail on a database that several instances share.</summary>
public sealed class PostgresAuditLogTests(ConsoleFixture fixture) : ConsoleTests(fixture), IDisposable
{
    private readonly TrailBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [PostgresFact]
    public async Task Append_FourWritersOnOneServer_MakeOneChainWithoutAGap()
    {
        var options = await EmptyAsync();
        await AuditLogContract.ManyWritersAsync(() => _bench.Open(options), writers: 4, each: 50);
    }

    [PostgresFact]
    public async Task Append_TheSameAgainOnAServer_IsNotWrittenTwice() => await AuditLogContract.RepeatedAppendAsync(_bench.Open(await EmptyAsync()));

    [PostgresFact]
    public async Task Read_ByPagesOnAServer_IsNewestFirst() => await AuditLogContract.PagesAsync(_bench.Open(await EmptyAsync()));

    [PostgresFact]
    public async Task Records_ChangedThroughTheServer_AreRefused()
    {
        var options = await EmptyAsync();
        await _bench.Open(options).AppendAsync(TrailBench.Entry(1), CancellationToken.None);
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync();
        foreach (var sql in (string[])["UPDATE audit_records SET \"Reason\" = 'other'", "DELETE FROM audit_records", "TRUNCATE audit_records"])
        {
            await using var command = new NpgsqlCommand(sql, connection);
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Contains("never changed", refusal.MessageText, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await _bench.Open(options).HeadAsync(CancellationToken.None))!.Seq);
    }

    private Task<ConsoleOptions> EmptyAsync() => Fixture.EmptyAsync(ConsoleProvider.Postgres, _bench.Data.Path);
}
