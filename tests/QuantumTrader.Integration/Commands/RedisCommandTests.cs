using System.Text.Json;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Integration.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Commands;

/// <summary>The commands on a real Redis, in processes of their own.</summary>
public sealed class RedisCommandTests : IDisposable
{
    private const string Secret = "canary-7f3a91";
    private readonly TempFolder _data = new();

    [RedisFact]
    public async Task Status_OfANewDatabase_SaysSoAndChangesNothing()
    {
        await using var redis = await RedisServer.StartAsync();
        var status = (await RunAsync(redis, "status", "--json")).AssertDone();
        var found = JsonDocument.Parse(status.Output).RootElement.GetProperty("found");
        Assert.Equal(("new", "main", 0), (found.GetProperty("state").GetString(), found.GetProperty("account").GetString(), found.GetProperty("keys").GetInt32()));
        Assert.StartsWith(":0", redis.Command("DBSIZE"), StringComparison.Ordinal);
        Assert.False(File.Exists(_data[RedisOwner.FileName]));
    }

    [RedisFact]
    public async Task Status_OfANewDatabaseThatLosesData_IsRefusedNamingTheLineAndChangesNothing()
    {
        await using var redis = await RedisServer.StartAsync();
        redis.Command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        var status = await RunAsync(redis, "status");
        Assert.Equal(1, status.ExitCode);
        Assert.Contains($"state     refused: {RedisCodes.Eviction}: maxmemory-policy is allkeys-lru", status.Output, StringComparison.Ordinal);
        Assert.StartsWith(":0", redis.Command("DBSIZE"), StringComparison.Ordinal);
        Assert.False(File.Exists(_data[RedisOwner.FileName]));
    }

    [RedisFact]
    public async Task Status_OfAForeignDatabase_IsRefusedAndChangesNothing()
    {
        await using var redis = await RedisServer.StartAsync();
        redis.Command("SET", "session:1", "x");
        var status = await RunAsync(redis, "status");
        Assert.Equal(1, status.ExitCode);
        Assert.Contains(RedisCodes.Foreign, status.Output, StringComparison.Ordinal);
        Assert.StartsWith(":1", redis.Command("DBSIZE"), StringComparison.Ordinal);
        Assert.False(File.Exists(_data[RedisOwner.FileName]));
    }

    [RedisFact]
    public async Task Status_RedisAway_FailsWithTheCause()
    {
        await using var redis = await RedisServer.StartAsync();
        redis.Kill();
        var status = await RunAsync(redis, "status");
        Assert.Equal(1, status.ExitCode);
        Assert.Contains("state     away: ", status.Output, StringComparison.Ordinal);
        (await RunAsync(redis, "claim", "--account", "main")).AssertRefused(1, "Nothing was claimed");
    }

    [RedisFact]
    public async Task Claim_OfAnEmptiedDatabase_MakesItUsableAgain()
    {
        await using var redis = await RedisServer.StartAsync();
        await using (await Links.OpenReadyAsync(redis.ConnectionString, _data.Path))
        {
        }

        var before = await File.ReadAllTextAsync(_data[RedisOwner.FileName]);
        redis.Command("FLUSHALL");
        Assert.Contains(RedisCodes.Foreign, (await RunAsync(redis, "status")).Output, StringComparison.Ordinal);

        var claimed = (await RunAsync(redis, "claim", "--account", "main")).AssertDone();

        Assert.Contains("done      claimed: owner quantumtrader:main:", claimed.Output, StringComparison.Ordinal);
        Assert.NotEqual(before, await File.ReadAllTextAsync(_data[RedisOwner.FileName]));
        Assert.Contains("state     ready", (await RunAsync(redis, "status")).AssertDone().Output, StringComparison.Ordinal);
        Assert.Contains("nothing", (await RunAsync(redis, "claim", "--account", "main")).AssertDone().Output, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Claim_WithoutTheRightAccountName_ClaimsNothing()
    {
        await using var redis = await RedisServer.StartAsync();
        (await RunAsync(redis, "claim")).AssertRefused(2, "--account main");
        (await RunAsync(redis, "claim", "--account", "Main")).AssertRefused(2, "--account main");
        Assert.StartsWith(":0", redis.Command("DBSIZE"), StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Claim_WhileAProcessHoldsTheDirectory_IsRefused()
    {
        await using var redis = await RedisServer.StartAsync();
        using var lease = (await DataDirectoryLease.TryAcquireAsync(_data.Path)).Lease!;
        (await RunAsync(redis, "claim", "--account", "main")).AssertRefused(1, _data.Path, "in use");
        Assert.StartsWith(":0", redis.Command("DBSIZE"), StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Claim_OfAnotherProgramsDatabase_IsRefused()
    {
        await using var redis = await RedisServer.StartAsync();
        redis.Command("SET", new RedisKeys("main").Owner, "somebody else");
        (await RunAsync(redis, "claim", "--account", "main")).AssertRefused(1, RedisCodes.Foreign, "Nothing was claimed");
        Assert.False(File.Exists(_data[RedisOwner.FileName]));
    }

    [RedisFact]
    public async Task Password_RightOrWrong_IsNeverPrinted()
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", Secret);
        (string Connection, int ExitCode)[] cases =
        [
            ($"{redis.ConnectionString},password={Secret}", 0),
            ($"{redis.ConnectionString},password={Secret}x", 1),
            ($"{redis.ConnectionString},passwort={Secret}", 2),
        ];
        foreach (var (connection, exitCode) in cases)
        {
            foreach (var json in (string[][])[[], ["--json"]])
            {
                var ran = await CommandProcess.RunAsync(_data.Path, [("Redis__ConnectionString", connection)], ["redis", "status", .. json]);
                Assert.Equal(exitCode, ran.ExitCode);
                Assert.DoesNotContain(Secret, ran.Output + ran.Error, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Redis_WithoutAServerConfigured_NamesTheKey() =>
        (await CommandProcess.RunAsync(_data.Path, "redis", "status")).AssertRefused(2, "Redis:ConnectionString");

    [Fact]
    public async Task Redis_WithoutAWord_NamesTheWords() =>
        (await CommandProcess.RunAsync(_data.Path, [("Redis__ConnectionString", "127.0.0.1:1")], ["redis"])).AssertRefused(2, "status", "claim");

    public void Dispose() => _data.Dispose();

    private Task<CommandProcess> RunAsync(RedisServer redis, params string[] words) =>
        CommandProcess.RunAsync(_data.Path, [("Redis__ConnectionString", redis.ConnectionString)], ["redis", .. words]);
}
