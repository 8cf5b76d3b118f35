using Microsoft.Data.Sqlite;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>
/// One connection to <c>engine.db</c>, durable at each commit (WAL, synchronous FULL). Calls run one at a time and off the
/// caller's thread, because SQLite blocks on the disk. After an error the connection is opened anew.
/// </summary>
internal sealed class EngineDatabase(string path, TimeSpan busyTimeout, string schema) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteConnection? _connection;

    public string Path { get; } = path;

    /// <summary>True for what says that the file cannot be used now, as opposed to a mistake of ours.</summary>
    public static bool IsUnreachable(Exception e) => e is SqliteException or IOException or UnauthorizedAccessException;

    /// <summary><paramref name="stopping"/> may prevent the call; once begun it is finished.</summary>
    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            return await Task.Run(() => Run(work), CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Close();
        _turn.Dispose();
    }

    private T Run<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            return work(_connection ??= Open());
        }
        catch (Exception e) when (IsUnreachable(e))
        {
            Close();
            throw;
        }
    }

    private SqliteConnection Open()
    {
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var text = new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = Seconds(busyTimeout) }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            Execute(connection, schema);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>Only for text of our own: pragmas and schemas take no parameters.</summary>
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of this assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>The provider counts in seconds, and zero would wait for ever.</summary>
    private static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));
}
