using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary><c>console.db</c>: WAL, durable at each commit, readable by its owner alone.</summary>
internal sealed class SqliteEngine : IConsoleEngine
{
    public const string FileName = "console.db";
    private readonly DbContextOptions<SqliteConsoleDbContext> _options;
    private readonly string _connectionString;
    private readonly SqlitePragmas _pragmas;
    private readonly string _path;
    private readonly TimeSpan _limit;

    public SqliteEngine(ConsoleOptions options, string directory)
    {
        (_path, _limit) = (Path.Combine(directory, FileName), options.CommandTimeout);
        // The provider counts in seconds, and zero would wait for ever.
        var seconds = Math.Max(1, (int)Math.Ceiling(_limit.TotalSeconds));
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _path, ForeignKeys = true, DefaultTimeout = seconds }.ToString();
        _pragmas = new SqlitePragmas(_limit);
        _options = new DbContextOptionsBuilder<SqliteConsoleDbContext>().UseSqlite(_connectionString).AddInterceptors(_pragmas).Options;
    }

    public string Where => _path;

    public string Remedy => "restore the file from a backup, or move it (with its -wal and -shm) out of the directory and set up the users anew.";

    /// <exception cref="FileNotFoundException">The file was there and is gone. An open connection would go on writing where nobody finds it again.</exception>
    public ConsoleDbContext Open()
    {
        if (File.Exists(_path))
        {
            return new SqliteConsoleDbContext(_options);
        }

        ForgetConnections(); // so that a file that is put in its place is the one that is used
        throw new FileNotFoundException("its file is gone; restore it from a backup");
    }

    public async Task<IDisposable> BeginPreparingAsync(CancellationToken stopping)
    {
        PrivateFile.Create(_path);
        var alone = await LockFile.TakeAsync(_path + ".lock", _limit, stopping);
        try
        {
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(stopping);
            await _pragmas.ConnectionOpenedAsync(connection, stopping);
            await CheckAsync(connection, stopping);
            await RemoveStaleMigrationLockAsync(connection, stopping);
            return alone;
        }
        catch
        {
            alone.Dispose();
            throw;
        }
    }

    public void Dispose() => ForgetConnections();

    private void ForgetConnections()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private async Task CheckAsync(SqliteConnection connection, CancellationToken stopping)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA quick_check(1);";
        await using var reader = await command.ExecuteReaderAsync(stopping);
        await reader.NextResultAsync(stopping); // past the journal mode
        if (await reader.ReadAsync(stopping) && reader.GetString(0) is var verdict and not "ok")
        {
            throw new ConsoleDatabaseException($"{_path} is damaged ({verdict.ReplaceLineEndings(" ")}). End the app and {Remedy}");
        }
    }

    // Whoever died while migrating leaves its row behind, and everybody after it would wait for ever. We hold the lock file: nobody migrates.
    private static async Task RemoveStaleMigrationLockAsync(SqliteConnection connection, CancellationToken stopping)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'";
        if (Convert.ToInt64(await command.ExecuteScalarAsync(stopping), CultureInfo.InvariantCulture) > 0)
        {
            command.CommandText = "DELETE FROM __EFMigrationsLock";
            await command.ExecuteNonQueryAsync(stopping);
        }
    }
}
