using System.Globalization;
using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>The drawdown peaks, its trip and the day's opening equity in <c>engine.db</c>: replaced whole or not at all.</summary>
public sealed class SqliteDrawdownStore(string path, TimeSpan busyTimeout) : IDrawdownStore, IDisposable
{
    // Amounts are text: SQLite's REAL is binary and would change the last digits of money.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS drawdown (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            peak TEXT NULL,
            day_utc TEXT NULL,
            day_open_equity TEXT NULL);
        CREATE TABLE IF NOT EXISTS drawdown_trips (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            all_time_peak TEXT NULL,
            tripped_at TEXT NULL,
            cleared_at TEXT NULL,
            daily_limit_on TEXT NULL,
            daily_stop_on TEXT NULL);
        CREATE TABLE IF NOT EXISTS drawdown_transfers (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            since_utc TEXT NULL,
            counted TEXT NULL);
        """;

    // Several tables, so that a file from before one of them needs no change of the others.
    private const string Select = """
        SELECT peak, day_utc, day_open_equity, all_time_peak, tripped_at, cleared_at, daily_limit_on, daily_stop_on, since_utc, counted
        FROM drawdown LEFT JOIN drawdown_trips ON drawdown_trips.id = drawdown.id LEFT JOIN drawdown_transfers ON drawdown_transfers.id = drawdown.id WHERE drawdown.id = 1
        """;

    private const string Replace = """
        BEGIN IMMEDIATE;
        INSERT OR REPLACE INTO drawdown (id, peak, day_utc, day_open_equity) VALUES (1, $peak, $day, $open);
        INSERT OR REPLACE INTO drawdown_trips (id, all_time_peak, tripped_at, cleared_at, daily_limit_on, daily_stop_on)
            VALUES (1, $allTimePeak, $tripped, $cleared, $limitOn, $stopOn);
        INSERT OR REPLACE INTO drawdown_transfers (id, since_utc, counted) VALUES (1, $since, $counted);
        COMMIT;
        """;

    private readonly EngineDatabase _database = new(path, busyTimeout, Schema);

    public Task<DrawdownState?> ReadAsync(CancellationToken stopping) => CallAsync("read", Read, stopping);

    public Task WriteAsync(DrawdownState state, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(state);
        return CallAsync("stored", connection => Write(connection, state), stopping);
    }

    public void Dispose() => _database.Dispose();

    private async Task<T> CallAsync<T>(string done, Func<SqliteConnection, T> work, CancellationToken stopping)
    {
        try
        {
            return await _database.RunAsync(work, stopping);
        }
        catch (Exception e) when (EngineDatabase.IsUnreachable(e) || e is FormatException)
        {
            throw new DrawdownStoreUnavailableException($"The drawdown peak in {_database.Path} could not be {done}: {e.Message} Restore the file from a copy; without it a past loss would be forgotten.", e);
        }
    }

    private static DrawdownState? Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Select;
        using var reader = command.ExecuteReader();
        return !reader.Read() ? null : new DrawdownState(Amount(reader, 0), Day(reader, 1), Amount(reader, 2))
        {
            AllTimePeak = Amount(reader, 3),
            TrippedAtUtc = Time(reader, 4),
            ClearedAtUtc = Time(reader, 5),
            DailyLimitOn = Day(reader, 6),
            DailyStopOn = Day(reader, 7),
            TransfersSinceUtc = Time(reader, 8),
            Transfers = Amount(reader, 9) ?? Usd.Zero,
        };
    }

    private static int Write(SqliteConnection connection, DrawdownState state)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Replace;
        command.Parameters.AddWithValue("$peak", Text(state.Peak?.Value));
        command.Parameters.AddWithValue("$day", Text(state.DayUtc));
        command.Parameters.AddWithValue("$open", Text(state.DayOpenEquity?.Value));
        command.Parameters.AddWithValue("$allTimePeak", Text(state.AllTimePeak?.Value));
        command.Parameters.AddWithValue("$tripped", Text(state.TrippedAtUtc));
        command.Parameters.AddWithValue("$cleared", Text(state.ClearedAtUtc));
        command.Parameters.AddWithValue("$limitOn", Text(state.DailyLimitOn));
        command.Parameters.AddWithValue("$stopOn", Text(state.DailyStopOn));
        command.Parameters.AddWithValue("$since", Text(state.TransfersSinceUtc));
        command.Parameters.AddWithValue("$counted", Text(state.Transfers.Value));
        return command.ExecuteNonQuery();
    }

    private static object Text(decimal? amount) => (object?)amount?.ToString(CultureInfo.InvariantCulture) ?? DBNull.Value;

    private static object Text(DateOnly? day) => (object?)day?.ToString("O", CultureInfo.InvariantCulture) ?? DBNull.Value;

    private static object Text(DateTimeOffset? time) => (object?)time?.ToString("O", CultureInfo.InvariantCulture) ?? DBNull.Value;

    private static DateTimeOffset? Time(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null
        : DateTimeOffset.TryParseExact(reader.GetString(column), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : throw new FormatException($"'{reader.GetString(column)}' in column {reader.GetName(column)} is not a time.");

    private static Usd? Amount(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null
        : decimal.TryParse(reader.GetString(column), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? new Usd(amount)
        : throw new FormatException($"'{reader.GetString(column)}' in column {reader.GetName(column)} is not an amount.");

    private static DateOnly? Day(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null
        : DateOnly.TryParseExact(reader.GetString(column), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new FormatException($"'{reader.GetString(column)}' in column {reader.GetName(column)} of table drawdown is not a day.");
}
