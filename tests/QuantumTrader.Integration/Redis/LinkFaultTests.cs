using System.Diagnostics;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>The link says at once that the store is away, and why; it never queues.</summary>
public sealed class LinkFaultTests
{
    // The command's limit is 400 ms; a busy machine may take its time to notice.
    private static readonly TimeSpan FailedMax = TimeSpan.FromSeconds(2);

    [RedisFact]
    public async Task Command_ServerStopped_FailsWithinItsTimeAndIsAway()
    {
        await using var server = await RedisServer.StartAsync();
        await using var link = await Links.OpenReadyAsync(server.ConnectionString);
        server.Pause();

        Assert.InRange(await FailureTimeAsync(link), TimeSpan.FromMilliseconds(200), FailedMax);
        var health = await link.ProbeAsync();
        Assert.Equal(RedisState.Away, health.State);
        Assert.Contains("no answer within 0.4 s", health.Cause, StringComparison.Ordinal);

        server.Resume();
        await Links.UntilAsync(link, RedisState.Ready);
    }

    [RedisFact]
    public async Task Command_ServerKilled_FailsAtOnceAndIsNotSentLater()
    {
        await using var server = await RedisServer.StartAsync();
        await using var link = await Links.OpenReadyAsync(server.ConnectionString);
        server.Kill();
        await Links.UntilAsync(link, RedisState.Away);

        Assert.InRange(await FailureTimeAsync(link), TimeSpan.Zero, FailedMax);
        Assert.Contains("no connection", link.Health.Cause, StringComparison.Ordinal);

        await server.StartAgainAsync();
        await Links.UntilAsync(link, RedisState.Ready);
        Assert.StartsWith("$-1", server.Command("GET", "late"), StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Probe_ConnectionIsABlackHole_IsAwayAndComesBack()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Port);
        await using var link = await Links.OpenReadyAsync(proxy.ConnectionString);
        var generation = link.Generation;
        proxy.IsBlackHole = true;

        Assert.Equal(RedisState.Away, (await link.ProbeAsync()).State);

        proxy.IsBlackHole = false;
        proxy.ResetAll();
        await Links.UntilAsync(link, RedisState.Ready);
        Assert.True(link.Generation > generation);
    }

    [RedisFact]
    public async Task Probe_MemoryFull_IsAwayNamingIt()
    {
        await using var server = await RedisServer.StartAsync();
        await using var link = await Links.OpenReadyAsync(server.ConnectionString);
        server.Command("CONFIG", "SET", "maxmemory", "1");

        var health = await link.ProbeAsync();

        Assert.Equal(RedisState.Away, health.State);
        Assert.Contains("OOM", health.Cause, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Probe_BecameReplica_IsAwayNamingIt()
    {
        await using var server = await RedisServer.StartAsync();
        await using var other = await RedisServer.StartAsync();
        await using var link = await Links.OpenReadyAsync(server.ConnectionString);
        server.Command("REPLICAOF", "127.0.0.1", other.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        await Links.UntilAsync(link, RedisState.Away);

        await Poll.UntilAsync(async () => (await link.ProbeAsync()).Cause!.Contains("replica", StringComparison.Ordinal), Links.Limit, $"the cause names it; it is {link.Health}");
    }

    [RedisFact]
    public async Task Probe_WritesPaused_IsAway()
    {
        await using var server = await RedisServer.StartAsync();
        await using var link = await Links.OpenReadyAsync(server.ConnectionString);
        server.Command("CLIENT", "PAUSE", "3000", "WRITE");

        Assert.Equal(RedisState.Away, (await link.ProbeAsync()).State);
        await Links.UntilAsync(link, RedisState.Ready);
    }

    [RedisTheory]
    [InlineData(",password=wrong-secret")]
    [InlineData("")]
    public async Task Probe_WrongPassword_IsAwayAndSaysSoWithoutTellingIt(string password)
    {
        await using var server = await RedisServer.StartAsync("--requirepass", "right-secret");
        await using var link = await Links.OpenAsync(server.ConnectionString + password);

        var health = await link.ProbeAsync();
        await Poll.UntilAsync(async () => (health = await link.ProbeAsync()).Cause!.Contains("password", StringComparison.Ordinal), TimeSpan.FromSeconds(20), "the refusal is told as what it is");

        Assert.Equal(RedisState.Away, health.State);
        Assert.DoesNotContain("secret", health.Cause, StringComparison.Ordinal);
        await using var good = await Links.OpenReadyAsync(server.ConnectionString + ",password=right-secret");
    }

    private static async Task<TimeSpan> FailureTimeAsync(RedisLink link)
    {
        var watch = Stopwatch.StartNew();
        var failure = await Record.ExceptionAsync(() => link.Database.StringSetAsync("late", "1"));
        Assert.True(RedisLink.IsAway(failure!), $"{failure}");
        return watch.Elapsed;
    }
}
