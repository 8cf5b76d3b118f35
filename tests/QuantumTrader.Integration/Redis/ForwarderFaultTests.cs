using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>Whatever happens to the store: nothing is lost, nothing is there twice, the order is kept.</summary>
public sealed class ForwarderFaultTests
{
    [RedisFact]
    public async Task Forwarder_ServerRefuses_WaitsAndDrains()
    {
        await using var server = await RedisServer.StartAsync();
        var journal = new MemoryJournal("a");
        await using var forwarding = await Forwarding.StartAsync(server.ConnectionString, journal);
        journal.Append(100);
        await forwarding.UntilConfirmedAsync(100);
        server.Kill();
        journal.Append(20_000);
        await Poll.UntilAsync(() => forwarding.Health.Cause?.Contains("no connection", StringComparison.Ordinal) == true, Links.Limit, "the forwarder says why it waits");

        Assert.Equal(ForwarderState.Waiting, forwarding.Health.State);
        Assert.Equal(20_000, forwarding.Health.Backlog);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, 101, TimeSpan.Zero), forwarding.Health.OldestWaitingAtUtc);

        await server.StartAgainAsync();
        await forwarding.UntilConfirmedAsync(20_100);
        await Poll.UntilAsync(() => forwarding.Health.DrainPerSecond > 0, Links.Limit, "the health says how fast it drained");
        await Streams.AssertHoldsAsync(server, journal, 20_100);
    }

    /// <summary>A snapshot that fails, for real: where its file belongs stands a folder.</summary>
    [RedisFact]
    public async Task Forwarder_ServerCannotSaveItsSnapshot_SaysSoWaitsAndDrains()
    {
        await using var server = await RedisServer.StartAsync("--save", "3600 1", "--stop-writes-on-bgsave-error", "yes", "--dbfilename", "snapshot.rdb");
        var journal = new MemoryJournal("a");
        await using var forwarding = await Forwarding.StartAsync(server.ConnectionString, journal);
        journal.Append(100);
        await forwarding.UntilConfirmedAsync(100);
        var inTheWay = Directory.CreateDirectory(Path.Combine(server.Directory, "snapshot.rdb", "in the way"));
        await SaveAsync(server, "err");
        journal.Append(5_000);

        await Links.UntilAsync(forwarding.Link, RedisState.Away);
        await forwarding.UntilAsync(ForwarderState.Waiting);
        Assert.Contains("MISCONF", forwarding.Link.Health.Cause, StringComparison.Ordinal);
        Assert.Contains("BGSAVE", forwarding.Link.Health.Cause, StringComparison.Ordinal); // the remedy
        Assert.Equal(5_000, forwarding.Health.Backlog);

        inTheWay.Parent!.Delete(recursive: true);
        await SaveAsync(server, "ok");
        await forwarding.UntilConfirmedAsync(5_100);
        await Streams.AssertHoldsAsync(server, journal, 5_100);
    }

    [RedisFact]
    public async Task Forwarder_ServerHangsForFiveSeconds_WaitsAndDrains()
    {
        await using var server = await RedisServer.StartAsync();
        var journal = new MemoryJournal("a");
        await using var forwarding = await Forwarding.StartAsync(server.ConnectionString, journal);
        await forwarding.UntilAsync(ForwarderState.Forwarding);
        server.Pause();
        journal.Append(5_000);
        await forwarding.UntilAsync(ForwarderState.Waiting);
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None);
        server.Resume();

        await forwarding.UntilConfirmedAsync(5_000);
        await Streams.AssertHoldsAsync(server, journal, 5_000);
    }

    [RedisFact]
    public async Task Forwarder_HalfASecondSlow_DeliversWhatTimedOutOnce()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Port);
        var journal = new MemoryJournal("a");
        await using var forwarding = await Forwarding.StartAsync(proxy.ConnectionString, journal);
        await forwarding.UntilAsync(ForwarderState.Forwarding);
        proxy.Delay = TimeSpan.FromMilliseconds(500); // more than a command may take: every chunk times out, and is applied
        journal.Append(2_000);
        await forwarding.UntilAsync(ForwarderState.Waiting);
        proxy.Delay = TimeSpan.Zero;

        await forwarding.UntilConfirmedAsync(2_000);
        await Streams.AssertHoldsAsync(server, journal, 2_000);
    }

    [RedisFact]
    public async Task Forwarder_EverySecondPortionIsReset_DeliversAll()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Port);
        var journal = new MemoryJournal("a");
        await using var forwarding = await Forwarding.StartAsync(proxy.ConnectionString, journal);
        await forwarding.UntilAsync(ForwarderState.Forwarding);
        proxy.ResetPercent = 50;
        for (var i = 0; i < 20; i++)
        {
            journal.Append(500);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        proxy.ResetPercent = 0;
        await forwarding.UntilConfirmedAsync(10_000);
        await Streams.AssertHoldsAsync(server, journal, 10_000);
    }

    [RedisFact]
    public async Task Forwarder_ChunkAppliedWithoutAnAnswer_IsReadBackNotRepeated()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = new LoopbackProxy(server.Port);
        var journal = new MemoryJournal("a");
        await using var forwarding = await Forwarding.StartAsync(proxy.ConnectionString, journal);
        await forwarding.UntilAsync(ForwarderState.Forwarding);
        proxy.DropsReplies = true;
        journal.Append(1_000);
        await Poll.UntilAsync(() => server.Command("XLEN", "quantum:{main}:events:a") == ":1000\r\n", Links.Limit, "the chunks are applied");
        await forwarding.UntilAsync(ForwarderState.Waiting);
        Assert.Equal(0, forwarding.Health.ConfirmedSequence);
        proxy.DropsReplies = false;
        proxy.ResetAll();

        await forwarding.UntilConfirmedAsync(1_000);
        await Streams.AssertHoldsAsync(server, journal, 1_000);
    }

    [RedisFact]
    public async Task Forwarder_RestartLostTheLastSecond_SendsItAgain()
    {
        await using var server = await RedisServer.StartAsync();
        var journal = new MemoryJournal("a");
        var consumers = new MemoryConsumers();
        await using var forwarding = await Forwarding.StartAsync(server.ConnectionString, journal, consumers);
        journal.Append(5_000);
        await forwarding.UntilConfirmedAsync(5_000);
        server.Kill();
        server.CutAppendFile(500_000);
        journal.Append(100);
        await server.StartAgainAsync();
        var left = server.Command("XLEN", "quantum:{main}:events:a");
        Assert.True(int.Parse(left[1..], System.Globalization.CultureInfo.InvariantCulture) is > 0 and < 5_000, $"The cut left {left}");

        await forwarding.UntilConfirmedAsync(5_100);
        await Streams.AssertHoldsAsync(server, journal, 5_100);
        Assert.Equal(["redis"], consumers.All.Keys);
    }

    [RedisFact]
    public async Task Forwarder_DatabaseEmptied_IsRefusedUntilClaimedThenSendsEverythingAgain()
    {
        await using var server = await RedisServer.StartAsync();
        using var folder = new TempFolder();
        var journal = new MemoryJournal("a");
        await using var forwarding = await Forwarding.StartAsync(server.ConnectionString, journal, dataDirectory: folder.Path);
        journal.Append(5_000);
        await forwarding.UntilConfirmedAsync(5_000);
        server.Command("FLUSHALL");
        journal.Append(10);
        await Poll.UntilAsync(() => forwarding.Health.Cause?.Contains("REDIS_FOREIGN", StringComparison.Ordinal) == true, Links.Limit, "the forwarder says why it waits");
        Assert.Equal(ForwarderState.Waiting, forwarding.Health.State);
        Assert.Equal(":0\r\n", server.Command("DBSIZE"));

        await RedisOwner.ClaimAsync(forwarding.Link);
        await forwarding.UntilConfirmedAsync(5_010);
        await Streams.AssertHoldsAsync(server, journal, 5_010);
    }

    [RedisFact]
    public async Task Forwarder_ServerBecameReplica_WaitsAndDrains()
    {
        await using var server = await RedisServer.StartAsync();
        await using var primary = await RedisServer.StartAsync();
        var journal = new MemoryJournal("a");
        await using var forwarding = await Forwarding.StartAsync(server.ConnectionString, journal);
        await forwarding.UntilAsync(ForwarderState.Forwarding);
        primary.Kill(); // so that the replica keeps its own data
        server.Command("REPLICAOF", "127.0.0.1", primary.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        journal.Append(1_000);
        await forwarding.UntilAsync(ForwarderState.Waiting);
        server.Command("REPLICAOF", "NO", "ONE");

        await forwarding.UntilConfirmedAsync(1_000);
        await Streams.AssertHoldsAsync(server, journal, 1_000);
    }

    [RedisFact]
    public async Task Forwarder_MemoryFullInTheMiddle_LeavesNoHoleAndDrains()
    {
        await using var server = await RedisServer.StartAsync();
        server.Command("CONFIG", "SET", "maxmemory", "12mb");
        var journal = new MemoryJournal("a") { PaddingLength = 2_000 };
        journal.Append(20_000);
        await using var forwarding = await Forwarding.StartAsync(server.ConnectionString, journal);
        await Poll.UntilAsync(() => forwarding.Health is { ConfirmedSequence: > 0, Cause: { } cause } && cause.Contains("OOM", StringComparison.Ordinal), Links.Limit, "memory is full");
        await Streams.AssertHoldsAsync(server, journal, (await Streams.ReadAsync(server.ConnectionString, "a")).Count);
        server.Command("CONFIG", "SET", "maxmemory", "0");

        await forwarding.UntilConfirmedAsync(20_000);
        await Streams.AssertHoldsAsync(server, journal, 20_000);
    }

    private static Task SaveAsync(RedisServer server, string status)
    {
        server.Command("BGSAVE");
        return Poll.UntilAsync(
            () => server.Command("INFO", "persistence") is var info
                && info.Contains("rdb_bgsave_in_progress:0", StringComparison.Ordinal) && info.Contains($"rdb_last_bgsave_status:{status}", StringComparison.Ordinal),
            Links.Limit,
            $"the snapshot ended {status}");
    }
}
