using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>A PostgreSQL database.</summary>
internal sealed class PostgresEngine : IConsoleEngine
{
    private const long MigrationLock = 0x7175616E74756D; // any number that is the same in all instances
    private readonly NpgsqlDataSource _source;
    private readonly DbContextOptions<PostgresConsoleDbContext> _options;

    public PostgresEngine(ConsoleOptions options)
    {
        var settings = PostgresConnectionString.Read(options);
        Where = $"PostgreSQL {settings.Host}:{settings.Port}/{settings.Database}";
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        _options = new DbContextOptionsBuilder<PostgresConsoleDbContext>().UseNpgsql(_source).Options;
    }

    public string Where { get; }

    public string Remedy => "restore the database from a backup.";

    public ConsoleDbContext Open() => new PostgresConsoleDbContext(_options);

    public async Task<IDisposable> BeginPreparingAsync(CancellationToken stopping)
    {
        var connection = await _source.OpenConnectionAsync(stopping);
        try
        {
            // Held by the connection: given back when it is closed, also by a crash.
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { Parameters = { new() { Value = MigrationLock } } };
            await command.ExecuteNonQueryAsync(stopping);
            return new Held(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => _source.Dispose();

    private sealed class Held(NpgsqlConnection connection) : IDisposable
    {
        // Back in the pool the lock would be kept; a reset on the next use is too late.
        public void Dispose()
        {
            using (var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection))
            {
                command.ExecuteNonQuery();
            }

            connection.Dispose();
        }
    }
}
