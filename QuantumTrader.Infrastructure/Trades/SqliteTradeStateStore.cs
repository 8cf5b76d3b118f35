using System.Text.Json;
using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>
/// Trade states in <c>engine.db</c>: the state as JSON, and beside it the columns that are searched. WAL, synchronous FULL.
/// One connection, opened at first use and opened anew after a failure; callers wait for each other.
/// </summary>
/// <param name="databasePath">The file.</param>
/// <param name="journalId">The journal that sequences count in; empty where there is only one. States saved before journals had names count as this one's.</param>
public sealed class SqliteTradeStateStore(string databasePath, string journalId = "") : ITradeStateStore, IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA busy_timeout = 5000;
        CREATE TABLE IF NOT EXISTS trade_state (
            trade_id TEXT PRIMARY KEY, symbol TEXT NOT NULL, phase TEXT NOT NULL, is_over INTEGER NOT NULL,
            last_sequence INTEGER NOT NULL, planned_at_utc TEXT NOT NULL, closed_at_utc TEXT NULL, state TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS trade_state_open ON trade_state (symbol) WHERE is_over = 0;
        CREATE INDEX IF NOT EXISTS trade_state_over ON trade_state (last_sequence) WHERE is_over = 1;
        CREATE TABLE IF NOT EXISTS trade_checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS trade_checkpoint_of (journal TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
        INSERT OR IGNORE INTO trade_checkpoint_of SELECT '', sequence FROM trade_checkpoint;
        DELETE FROM trade_checkpoint;
        """;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private SqliteConnection? _connection;

    public Task SaveAsync(TradeState trade, CancellationToken stopping) => RunAsync(command =>
    {
        var stamped = TradeStateOrder.Stamped(trade, journalId);
        command.CommandText = """
            INSERT INTO trade_state VALUES ($id, $symbol, $phase, $over, $sequence, $planned, $closed, $state)
            ON CONFLICT (trade_id) DO UPDATE SET symbol = excluded.symbol, phase = excluded.phase, is_over = excluded.is_over,
                last_sequence = excluded.last_sequence, planned_at_utc = excluded.planned_at_utc,
                closed_at_utc = excluded.closed_at_utc, state = excluded.state
            WHERE excluded.last_sequence > trade_state.last_sequence
                OR coalesce(json_extract(trade_state.state, '$.journalId'), '') NOT IN ('', $journal)
            """;
        command.Parameters.AddWithValue("$id", trade.TradeId.Value);
        command.Parameters.AddWithValue("$symbol", trade.Symbol.Value);
        command.Parameters.AddWithValue("$phase", trade.Phase.ToString());
        command.Parameters.AddWithValue("$over", trade.IsOver);
        command.Parameters.AddWithValue("$sequence", trade.LastSequence);
        command.Parameters.AddWithValue("$planned", trade.PlannedAtUtc.ToString("O"));
        command.Parameters.AddWithValue("$closed", (object?)trade.ClosedAtUtc?.ToString("O") ?? DBNull.Value);
        command.Parameters.AddWithValue("$journal", stamped.JournalId);
        command.Parameters.AddWithValue("$state", TradeStateJson.Write(stamped));
        return command.ExecuteNonQuery();
    }, stopping);

    public Task<TradeState?> GetAsync(TradeId id, CancellationToken stopping) => RunAsync(command =>
    {
        command.CommandText = "SELECT trade_id, state FROM trade_state WHERE trade_id = $id";
        command.Parameters.AddWithValue("$id", id.Value);
        return ReadAll(command).SingleOrDefault();
    }, stopping);

    public Task<bool> DeleteAsync(TradeId id, CancellationToken stopping) => RunAsync(command =>
    {
        command.CommandText = "DELETE FROM trade_state WHERE trade_id = $id";
        command.Parameters.AddWithValue("$id", id.Value);
        return command.ExecuteNonQuery() > 0;
    }, stopping);

    public Task<IReadOnlyList<TradeState>> ListOpenAsync(Symbol? symbol, CancellationToken stopping) => RunAsync<IReadOnlyList<TradeState>>(command =>
    {
        command.CommandText = "SELECT trade_id, state FROM trade_state WHERE is_over = 0 AND ($symbol IS NULL OR symbol = $symbol) ORDER BY last_sequence, trade_id";
        command.Parameters.AddWithValue("$symbol", (object?)symbol?.Value ?? DBNull.Value);
        return ReadAll(command);
    }, stopping);

    public Task<IReadOnlyList<TradeState>> ListClosedAsync(int skip, int take, CancellationToken stopping) => RunAsync<IReadOnlyList<TradeState>>(command =>
    {
        command.CommandText = "SELECT trade_id, state FROM trade_state WHERE is_over = 1 ORDER BY last_sequence DESC, trade_id DESC LIMIT $take OFFSET $skip";
        command.Parameters.AddWithValue("$take", take);
        command.Parameters.AddWithValue("$skip", skip);
        return ReadAll(command);
    }, stopping);

    public Task<long> GetCheckpointAsync(CancellationToken stopping) => RunAsync(command =>
    {
        command.CommandText = "SELECT sequence FROM trade_checkpoint_of WHERE journal IN ('', $journal) ORDER BY journal DESC LIMIT 1";
        command.Parameters.AddWithValue("$journal", journalId);
        return command.ExecuteScalar() is long sequence ? sequence : 0L;
    }, stopping);

    public Task SetCheckpointAsync(long sequence, CancellationToken stopping) => RunAsync(command =>
    {
        // The one without a name was this journal's, from before journals had names; another journal must not find it.
        command.CommandText = """
            INSERT INTO trade_checkpoint_of VALUES ($journal, $sequence) ON CONFLICT (journal) DO UPDATE SET sequence = max(sequence, excluded.sequence);
            DELETE FROM trade_checkpoint_of WHERE journal = '' AND $journal <> '';
            """;
        command.Parameters.AddWithValue("$journal", journalId);
        command.Parameters.AddWithValue("$sequence", sequence);
        return command.ExecuteNonQuery();
    }, stopping);

    public void Dispose()
    {
        _connection?.Dispose();
        _gate.Dispose();
    }

    private static List<TradeState> ReadAll(SqliteCommand command)
    {
        var found = new List<TradeState>();
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            try
            {
                found.Add(TradeStateJson.Read(rows.GetString(1)));
            }
            catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
            {
                throw new TradeStoreUnavailableException($"trade_state.state of trade {rows.GetString(0)} cannot be read: {e.Message} Delete engine.db's table trade_state and trade_checkpoint_of; they are rebuilt from the journal.", e);
            }
        }

        return found;
    }

    private async Task<T> RunAsync<T>(Func<SqliteCommand, T> run, CancellationToken stopping)
    {
        await _gate.WaitAsync(stopping);
        try
        {
            _connection ??= Open();
            using var command = _connection.CreateCommand();
            return run(command);
        }
        catch (SqliteException e)
        {
            _connection?.Dispose();
            _connection = null;
            throw new TradeStoreUnavailableException($"The trade store {databasePath} does not answer: {e.Message}", e);
        }
        finally
        {
            _gate.Release();
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = databasePath, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Schema;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
