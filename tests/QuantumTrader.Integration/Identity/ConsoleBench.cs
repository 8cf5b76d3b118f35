using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Identity;

/// <summary>The services as the app has them, over an empty database of the test's own and a clock that the test turns.</summary>
internal sealed class ConsoleBench : IAsyncDisposable
{
    public const string Password = "tidal mango 41 rocket";
    private readonly TempFolder _folder;
    private readonly bool _ownsFolder;
    private readonly ServiceProvider _services;

    private ConsoleBench(TempFolder folder, bool ownsFolder, ConsoleOptions options, TurnedClock time)
    {
        (_folder, _ownsFolder, Options, Time) = (folder, ownsFolder, options, time);
        var settings = new Dictionary<string, string?> { ["Console:Provider"] = options.Provider.ToString(), ["Console:ConnectionString"] = options.ConnectionString, ["Console:CommandTimeout"] = options.CommandTimeout.ToString("c") };
        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddLogging();
        services.AddSingleton<TimeProvider>(time);
        services.AddIdentity(folder.Path);
        services.AddDataProtection().SetApplicationName("bench").PersistKeysToFileSystem(System.IO.Directory.CreateDirectory(folder["keys"]));
        services.PostConfigure<PasswordHasherOptions>(o => o.IterationCount = 1000); // how slow it is, is measured elsewhere
        services.AddSingleton<IPasswordHasher<ConsoleUser>>(p => Hasher = new(new PasswordHasher<ConsoleUser>(p.GetRequiredService<IOptions<PasswordHasherOptions>>())));
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public ConsoleOptions Options { get; }

    /// <summary>The app's own, and what it was asked for.</summary>
    public CountingHasher Hasher { get; private set; } = null!;

    public TurnedClock Time { get; }
    public string Directory => _folder.Path;
    public ConsoleDatabase Database => Get<ConsoleDatabase>();
    public IUserDirectory Users => Get<IUserDirectory>();
    public ISessions Sessions => Get<ISessions>();
    public IApiKeys Keys => Get<IApiKeys>();
    public IOneTimeLinks Links => Get<IOneTimeLinks>();
    public IApprovals Approvals => Get<IApprovals>();
    public IIdempotency Idempotency => Get<IIdempotency>();

    public static async Task<ConsoleBench> OpenAsync(ConsoleFixture fixture, ConsoleProvider provider)
    {
        var folder = new TempFolder();
        return new(folder, ownsFolder: true, await fixture.EmptyAsync(provider, folder.Path), new TurnedClock(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero)));
    }

    /// <summary>Another instance of the app on the same database and directory, at the same time of day.</summary>
    public ConsoleBench Another(TimeSpan clockAhead = default) => new(_folder, ownsFolder: false, Options, new TurnedClock(Time.GetUtcNow() + clockAhead));

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A user who can sign in.</summary>
    public async Task<UserFacts> PersonAsync(string name, Roles roles)
    {
        var created = await Users.CreateAsync(name, roles, CancellationToken.None);
        Assert.Null(created.Refusal);
        return (await Users.SetPasswordAsync(created.User!.Id, Password, CancellationToken.None)).User!;
    }

    /// <summary>From now on whatever concerns users fails, as it does when a database is broken.</summary>
    public Task BreakAsync() => ExecuteAsync("ALTER TABLE users RENAME TO users_away");

    public Task MendAsync() => ExecuteAsync("ALTER TABLE users_away RENAME TO users");

    /// <summary>Upkeep's round.</summary>
    public Task UpkeepAsync() => ActivatorUtilities.CreateInstance<IdentityUpkeep>(_services).RunOnceAsync(CancellationToken.None);

    public Task<int> ExecuteAsync(string sql) => Database.RunAsync((context, ct) => context.Database.ExecuteSqlRawAsync(sql, ct), CancellationToken.None);

    public async Task<long> CountAsync(string table) => Convert.ToInt64(await ScalarAsync($"SELECT COUNT(*) FROM {table}"), CultureInfo.InvariantCulture);

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A connection beside the app's.</summary>
    public DbConnection Connect() => Options.Provider == ConsoleProvider.Postgres
        ? new NpgsqlConnection(Options.ConnectionString + ";Pooling=false")
        : new SqliteConnection($"Data Source={_folder["console.db"]};Pooling=false");

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsFolder)
        {
            _folder.Dispose();
        }
    }
}
