using System.Text.Json;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;
using QuantumTrader.Unit.Trades;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The real app while somebody empties its Redis, and what is in force after the claim.</summary>
public sealed class EmptiedStoreTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(2);
    private readonly TempFolder _data = new();

    [RedisFact]
    public async Task App_StoreEmptiedWhileItTradesThenClaimed_HasItsLimitsTradesAndEventsBack()
    {
        await using var redis = await RedisServer.StartAsync();
        await using (var app = RedisApp.Start(redis, _data.Path))
        {
            await app.UntilStatusAsync("healthy");
            await SwitchToDefensiveAsync(redis, (await app.HealthAsync()).Epoch());
            await app.UntilAsync(() => Task.FromResult(HasEvent(0, "policy.updated", "ann")), Limit, "the change is seen");
            await app.UntilAsync(() => Task.FromResult(redis.Number("SCARD", RedisApp.Keys.TradesOpen) > 0), Limit, "an open trade is in Redis");

            redis.Command("FLUSHALL");
            await app.UntilAsync(h => h.State("redis") == "refused", "/health says that Redis is refused", SeenWithin);
            var at = LastSequence();
            await app.UntilAsync(() => Task.FromResult(HasEvent(at, "order.denied", "REDIS_UNAVAILABLE")), Limit, "an entry is denied for Redis");
            Assert.Equal(":0\r\n", redis.Command("DBSIZE"));
            Assert.Equal(0, (await app.TerminateAsync()).ExitCode);
        }

        Assert.Contains("DEFENSIVE", await File.ReadAllTextAsync(_data[PolicyCopyFile.FileName]), StringComparison.Ordinal);
        Assert.Contains("version 2 of ann", (await ClaimAsync(redis, _data.Path)).AssertDone().Output, StringComparison.Ordinal);
        await AssertIsBackAsync(redis);
    }

    [RedisFact]
    public async Task App_StartedAfterTheClaimWithAnEmergencyThatTheCopyAloneKnows_IsStopped()
    {
        await using var redis = await RedisServer.StartAsync();
        var latch = new EmergencyLatch(Guid.Parse("11111111-1111-1111-1111-111111111111"), "the test stops", "TEST", "ann", TimeProvider.System.GetUtcNow());
        var stopped = PolicyChanges.EnterEmergency(DefaultPolicy.Create(latch.ActivatedAtUtc), latch) with { Version = 4 };
        await new PolicyCopyFile(_data.Path).SaveAsync(new("quantumtrader:main:gone", stopped));
        Directory.CreateDirectory(_data["emergency"]);
        await File.WriteAllTextAsync(_data["emergency/latch.json"], """{"Latched":false,"Record":null}""");
        Assert.Contains("STOPPED", (await ClaimAsync(redis, _data.Path)).AssertDone().Output, StringComparison.Ordinal);

        await using var app = await RedisApp.Start(redis, _data.Path).StartedAsync();
        Assert.True(await app.StatusAsync() is { Latched: true, Reason: "the test stops" }, "The stop does not hold.");
    }

    public void Dispose() => _data.Dispose();

    private async Task AssertIsBackAsync(RedisServer redis)
    {
        await using var again = RedisApp.Start(redis, _data.Path);
        await again.UntilStatusAsync("healthy");
        await again.UntilAsync(() => Task.FromResult(HasEvent(0, "policy.updated", "system (the store had lost it; brought back")), Limit, "the return is journaled");
        var policy = await PolicyAsync(redis);
        Assert.True(policy is { ActiveMode: RiskMode.Defensive, Version: > 2 }, $"The policy is version {policy.Version}, {policy.ActiveMode}.");
        Assert.Equal(0, (await again.TerminateAsync()).ExitCode);

        var journalId = (await File.ReadAllTextAsync(_data["events/journal.id"])).Trim();
        var inStream = await Streams.ReadAsync(redis.ConnectionString, journalId);
        Assert.Equal(Enumerable.Range(1, (int)LastSequence()).Select(n => (long)n), inStream.Select(e => e.Sequence));
        using var local = new SqliteTradeStateStore(_data["engine.db"], journalId);
        var open = await local.ListOpenAsync(null, CancellationToken.None);
        Assert.Equal(open.Count, redis.Number("SCARD", RedisApp.Keys.TradesOpen));
        Assert.True(redis.Number("ZCARD", RedisApp.Keys.TradesClosed) > 0, "No closed trade came back.");
    }

    private static Task<CommandProcess> ClaimAsync(RedisServer redis, string data) =>
        CommandProcess.RunAsync(data, [("Redis__ConnectionString", redis.ConnectionString)], ["redis", "claim", "--account", "main"]);

    private static async Task SwitchToDefensiveAsync(RedisServer redis, long epoch)
    {
        await using var link = await Links.OpenReadyAsync(redis.ConnectionString);
        var store = new RedisPolicyStore(link, new FakeLease(epoch));
        var policy = (await store.ReadAsync(CancellationToken.None))!;
        var written = await store.WriteAsync(PolicyChanges.SwitchMode(policy, RiskMode.Defensive, "ann", TimeProvider.System.GetUtcNow()), policy.Version, CancellationToken.None);
        Assert.IsType<PolicyWriteResult.Written>(written);
    }

    private static async Task<TradingPolicy> PolicyAsync(RedisServer redis)
    {
        await using var link = await Links.OpenReadyAsync(redis.ConnectionString);
        return (await new RedisPolicyStore(link, new FakeLease()).ReadAsync(CancellationToken.None))!;
    }

    private bool HasEvent(long after, string type, string part) => JournalTail.Read(_data["events"], 10_000)
        .Where(line => line.Contains(part, StringComparison.Ordinal) && line.Contains($"\"{type}\"", StringComparison.Ordinal))
        .Any(line => SequenceOf(line) > after);

    private long LastSequence() => SequenceOf(JournalTail.Read(_data["events"], 1).Single());

    private static long SequenceOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("seq").GetInt64();
    }
}
