using System.Globalization;
using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>The drawdown peak and the day's opening equity in <c>engine.db</c>: one row, replaced whole.</summary>
public sealed class SqliteDrawdownStore(string path, TimeSpan busyTimeout) : IDrawdownStore, IDisposable
{
    // Amounts are text: SQLite's REAL is binary and would change the last digits of money.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS drawdown (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            peak TEXT NULL,
            day_utc TEXT NULL,
            day_open_equity TEXT NULL);
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
        command.CommandText = "SELECT peak, day_utc, day_open_equity FROM drawdown WHERE id = 1";
        using var reader = command.ExecuteReader();
        return reader.Read() ? new DrawdownState(Amount(reader, 0), Day(reader, 1), Amount(reader, 2)) : null;
    }

    private static int Write(SqliteConnection connection, DrawdownState state)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO drawdown (id, peak, day_utc, day_open_equity) VALUES (1, $peak, $day, $open)";
        command.Parameters.AddWithValue("$peak", Text(state.Peak?.Value));
        command.Parameters.AddWithValue("$day", (object?)state.DayUtc?.ToString("O", CultureInfo.InvariantCulture) ?? DBNull.Value);
        command.Parameters.AddWithValue("$open", Text(state.DayOpenEquity?.Value));
        return command.ExecuteNonQuery();
    }

    private static object Text(decimal? amount) => (object?)amount?.ToString(CultureInfo.InvariantCulture) ?? DBNull.Value;

    private static Usd? Amount(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null
        : decimal.TryParse(reader.GetString(column), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? new Usd(amount)
        : throw new FormatException($"'{reader.GetString(column)}' in column {reader.GetName(column)} of table drawdown is not an amount.");

    private static DateOnly? Day(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null
        : DateOnly.TryParseExact(reader.GetString(column), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new FormatException($"'{reader.GetString(column)}' in column {reader.GetName(column)} of table drawdown is not a day.");
}
