using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Infrastructure.Policy;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>What is switched off for repeated execution, in <c>engine.db</c>: one row of text, replaced whole.</summary>
public sealed class SqliteSwitchedOffStore(string path, TimeSpan busyTimeout) : ISwitchedOffStore, IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS switched_off (id INTEGER PRIMARY KEY CHECK (id = 1), entries TEXT NOT NULL);";
    private readonly EngineDatabase _database = new(path, busyTimeout, Schema);

    public Task<IReadOnlyList<SwitchedOff>> ReadAsync(CancellationToken stopping) => CallAsync("read", Read, stopping);

    public Task WriteAsync(IReadOnlyList<SwitchedOff> all, CancellationToken stopping)
    {
        var text = SwitchedOffText.Of(all);
        return CallAsync("stored", connection => Write(connection, text), stopping);
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
            throw new SwitchedOffStoreUnavailableException($"What is switched off could not be {done} in {_database.Path}: {e.Message} Restore the file from a copy, or repair the row in table switched_off.", e);
        }
    }

    private static IReadOnlyList<SwitchedOff> Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT entries FROM switched_off WHERE id = 1";
        return command.ExecuteScalar() is string text ? SwitchedOffText.Read(text) : [];
    }

    private static int Write(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO switched_off (id, entries) VALUES (1, $entries)";
        command.Parameters.AddWithValue("$entries", text);
        return command.ExecuteNonQuery();
    }
}
