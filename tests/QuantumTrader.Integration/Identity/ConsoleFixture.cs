using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;
using QuantumTrader.TestSupport.Postgres;

namespace QuantumTrader.Integration.Identity;

/// <summary>One server for all tests of the console database, and an empty database of each kind that is copied for each test.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private readonly string _template = Directory.CreateTempSubdirectory("quantumtrader-").FullName;
    private PostgresServer? _server;
    private string? _databaseTemplate;

    public PostgresServer Server => _server ?? throw new InvalidOperationException(PostgresServer.Missing);

    public async Task InitializeAsync()
    {
        await PrepareAsync(new ConsoleOptions(), _template);
        if (PostgresServer.Missing is null)
        {
            _server = await PostgresServer.StartAsync();
            _databaseTemplate = await _server.CreateDatabaseAsync();
            await PrepareAsync(new ConsoleOptions { Provider = ConsoleProvider.Postgres, ConnectionString = _server.ConnectionString(_databaseTemplate) + ";Pooling=false" }, _template);
        }
    }

    public async Task DisposeAsync()
    {
        Directory.Delete(_template, recursive: true);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>The options of an empty, migrated database; the directory is where SQLite's is put.</summary>
    internal async Task<ConsoleOptions> EmptyAsync(ConsoleProvider provider, string directory)
    {
        if (provider == ConsoleProvider.Postgres)
        {
            return new() { Provider = provider, ConnectionString = Server.ConnectionString(await Server.CreateDatabaseAsync(_databaseTemplate)) };
        }

        File.Copy(Path.Combine(_template, "console.db"), Path.Combine(directory, "console.db"), overwrite: true);
        return new();
    }

    private static async Task PrepareAsync(ConsoleOptions options, string directory)
    {
        using var database = new ConsoleDatabase(options, directory);
        await database.PrepareAsync(CancellationToken.None);
    }
}
