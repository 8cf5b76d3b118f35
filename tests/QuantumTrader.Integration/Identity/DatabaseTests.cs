using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Postgres;

namespace QuantumTrader.Integration.Identity;

/// <summary>The database itself: made, migrated, refused when it cannot be used, and never waited for without end.</summary>
public sealed class DatabaseTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Database_TwoStartOnAnEmptyOneAtOnce_BothAreReady(ConsoleProvider provider)
    {
        using var folder = new TempFolder();
        var options = provider == ConsoleProvider.Sqlite ? new ConsoleOptions() : new ConsoleOptions { Provider = provider, ConnectionString = Fixture.Server.ConnectionString(await Fixture.Server.CreateDatabaseAsync()) };
        using var one = new ConsoleDatabase(options, folder.Path);
        using var other = new ConsoleDatabase(options, folder.Path);

        await Task.WhenAll(one.PrepareAsync(CancellationToken.None), other.PrepareAsync(CancellationToken.None));

        Assert.False(await one.RunAsync((context, ct) => context.Users.AnyAsync(ct), CancellationToken.None));
        Assert.False(await other.RunAsync((context, ct) => context.Audit.AnyAsync(ct), CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Database_OfANewerVersion_IsRefusedWithTheRemedy(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await bench.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ('29991231235959_FromTheFuture', '99')");
        await using var next = bench.Another();

        var refused = await Assert.ThrowsAsync<ConsoleDatabaseException>(() => next.Database.PrepareAsync(CancellationToken.None));

        Assert.Contains(next.Database.Where, refused.Message, StringComparison.Ordinal);
        Assert.Contains("29991231235959_FromTheFuture", refused.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Database_HeldBySomebodyElse_FailsWithinTheLimit(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        bench.Options.CommandTimeout = Short;
        await using var hasty = bench.Another();
        await hasty.Database.PrepareAsync(CancellationToken.None);
        await using var holder = bench.Connect();
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync(); // SQLite: takes the right to write at once
        await using var command = holder.CreateCommand();
        command.CommandText = provider == ConsoleProvider.Postgres ? "LOCK TABLE users IN ACCESS EXCLUSIVE MODE" : "UPDATE users SET IsDisabled = 0";
        await command.ExecuteNonQueryAsync();

        var failed = await Assert.ThrowsAsync<ConsoleUnavailableException>(() => hasty.Users.CreateAsync("anna", Domain.Identity.Roles.Viewer, CancellationToken.None)).WaitAsync(Patience, TimeProvider.System);

        Assert.Contains(hasty.Database.Where, failed.Message, StringComparison.Ordinal);
        await transaction.RollbackAsync();
        await bench.Users.CreateAsync("anna", Domain.Identity.Roles.Viewer, CancellationToken.None); // taken, if what was given up went through after all
        Assert.Single(await bench.Users.ListAsync(CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AuditRecords_ChangedOrDeleted_AreRefusedByTheDatabase(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await bench.ExecuteAsync("INSERT INTO audit_records (\"Seq\", \"ActionId\", \"AtUtc\", \"Actor\", \"ActorKind\", \"Action\", \"Result\", \"PreviousHash\", \"Hash\") VALUES (1, '00000000-0000-0000-0000-000000000001', 1, 'a', 'Person', 'x', 'Done', '0', '1')");

        await Assert.ThrowsAsync<ConsoleUnavailableException>(() => bench.ExecuteAsync("UPDATE audit_records SET \"Actor\" = 'b'"));
        await Assert.ThrowsAsync<ConsoleUnavailableException>(() => bench.ExecuteAsync("DELETE FROM audit_records"));

        Assert.Equal(1, await bench.CountAsync("audit_records"));
    }

    [Fact]
    public async Task SqliteFile_DeletedWhileInUse_IsAwayUntilItIsBack()
    {
        using var folder = new TempFolder();
        using var database = new ConsoleDatabase(new ConsoleOptions(), folder.Path);
        await database.PrepareAsync(CancellationToken.None);
        File.Move(folder["console.db"], folder["elsewhere"]);

        var away = await Assert.ThrowsAsync<ConsoleUnavailableException>(() => database.RunAsync((context, ct) => context.Users.AnyAsync(ct), CancellationToken.None));

        Assert.Contains("gone", away.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["console.db"])); // and no new one without anybody in it
        File.Move(folder["elsewhere"], folder["console.db"]);
        Assert.False(await database.RunAsync((context, ct) => context.Users.AnyAsync(ct), CancellationToken.None));
    }

    [Fact]
    public async Task SqliteFile_New_IsItsOwnersAloneDurableAndInWalMode()
    {
        using var folder = new TempFolder();
        using var database = new ConsoleDatabase(new ConsoleOptions(), folder.Path);
        await database.PrepareAsync(CancellationToken.None);

        var modes = await database.RunAsync(async (context, ct) => new[] { await PragmaAsync(context, "journal_mode"), await PragmaAsync(context, "synchronous"), await PragmaAsync(context, "foreign_keys") }, CancellationToken.None);

        Assert.Equal(["wal", "2", "1"], modes);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(folder.Path, "console.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Theory]
    [InlineData(0)] // the header
    [InlineData(4096)] // a page behind it
    public async Task SqliteFile_Damaged_IsNamedWithTheRemedy(int at)
    {
        await using var bench = await BenchAsync(ConsoleProvider.Sqlite);
        var path = Path.Combine(bench.Directory, "console.db");
        using (var file = File.OpenWrite(path))
        {
            file.Position = at;
            file.Write([.. Enumerable.Repeat((byte)0xA5, 4096)]);
        }

        var refused = await Assert.ThrowsAsync<ConsoleDatabaseException>(() => bench.Database.PrepareAsync(CancellationToken.None));

        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("backup", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        await Assert.ThrowsAsync<ConsoleUnavailableException>(() => bench.Users.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task SqliteFile_MigrationDiedHalfWay_DoesNotHoldUpTheNext()
    {
        using var folder = new TempFolder();
        await using (var connection = new SqliteConnection($"Data Source={folder["console.db"]};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01');";
            await command.ExecuteNonQueryAsync();
        }

        using var database = new ConsoleDatabase(new ConsoleOptions(), folder.Path);
        await database.PrepareAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
    }

    [PostgresFact]
    public async Task Postgres_WrongPassword_TellsNoSecret()
    {
        var options = new ConsoleOptions { Provider = ConsoleProvider.Postgres, ConnectionString = Fixture.Server.ConnectionString("postgres").Replace(PostgresServer.Password, PostgresServer.Password + "x", StringComparison.Ordinal) };
        using var database = new ConsoleDatabase(options, ".");

        var failed = await Assert.ThrowsAsync<ConsoleUnavailableException>(() => database.PrepareAsync(CancellationToken.None));

        Assert.Contains("28P01", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failed.ToString(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Postgres_NobodyListens_SaysWhereWithinTheLimit()
    {
        var options = new ConsoleOptions { Provider = ConsoleProvider.Postgres, ConnectionString = $"Host=127.0.0.1;Port=1;Database=d;Username=u;Password={PostgresServer.Password}" };
        using var database = new ConsoleDatabase(options, ".");

        var failed = await Assert.ThrowsAsync<ConsoleUnavailableException>(() => database.RunAsync((c, ct) => c.Users.AnyAsync(ct), CancellationToken.None));

        Assert.Contains("127.0.0.1:1/d", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failed.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> PragmaAsync(ConsoleDbContext context, string name)
    {
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The tests' own text.
        command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
        return (await command.ExecuteScalarAsync())!.ToString()!;
    }
}
