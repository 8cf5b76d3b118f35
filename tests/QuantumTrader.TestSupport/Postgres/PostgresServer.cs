using System.Globalization;
using Npgsql;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.TestSupport.Postgres;

/// <summary>
/// A real PostgreSQL of the test run's own, on a free loopback port and with files of its own: in a container where an engine for
/// containers answers, else the machine's. POSTGRES_TEST_HOST=process or =container decides otherwise.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "quantum";

    /// <summary>A canary as well: no error, log or page may hold it.</summary>
    public const string Password = "canary-Zk3vQ8wL";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();
    private readonly IPostgresHost _host = InContainer ? new PostgresContainer() : new PostgresProcess();
    private int _databases;

    private PostgresServer()
    {
    }

    /// <summary>Why there is none on this machine; null when there is, and always in CI, where tests must fail instead of being skipped.</summary>
    public static string? Missing { get; } =
        InContainer || PostgresProcess.Programs is not null || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
            ? null
            : "No PostgreSQL: neither does an engine for containers answer nor is postgresql installed.";

    public int Port { get; } = FreePort.Next();

    private static bool InContainer => Environment.GetEnvironmentVariable("POSTGRES_TEST_HOST") switch
    {
        "process" => false,
        "container" => true,
        _ => RedisContainer.EngineAnswers,
    };

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        server._host.Start(server.Port, server._folder.Path, Password);
        await Poll.UntilAsync(server.AnswersAsync, StartLimit, "postgres answers");
        return server;
    }

    public string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={database};Username={User};Password={Password}");

    /// <summary>A database of its own; a copy of another one if that is named.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync("postgres", $"CREATE DATABASE {name}{(template is null ? "" : $" TEMPLATE {template}")}");
        return name;
    }

    /// <summary>One statement on a connection of its own.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // The tests' own text.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> AnswersAsync()
    {
        if (_host.Ended is { } ended)
        {
            throw new InvalidOperationException(ended + ".");
        }

        try
        {
            await ExecuteAsync("postgres", "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false; // refused, or still starting
        }
    }

}
