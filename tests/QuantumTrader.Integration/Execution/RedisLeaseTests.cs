using System.Diagnostics;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Execution;

public sealed class RedisLeaseTests
{
    [Fact]
    public async Task Leases_TwoOnOneStore_OneHoldsAndTheOtherTakesOverWhenItIsGone()
    {
        await using var server = await LeaseServer.StartAsync();
        var a = await server.OpenAsync("a");
        var b = await server.OpenAsync("b");
        a.Run();
        await a.UntilAsync(LeaseState.Held);
        b.Run();
        await b.UntilAsync(LeaseState.Lost);
        Assert.Equal(a.Lease.Holder, b.Lease.Holder);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < LeaseServer.Duration * 2)
        {
            Assert.Equal(LeaseState.Lost, b.Lease.State);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        await a.UntilAsync(LeaseState.Held); // renewed, again and again
        await a.StopAsync();
        await b.UntilAsync(LeaseState.Held);

        Assert.True(a.Lease.State != LeaseState.Held && b.Lease.Epoch > a.Lease.Epoch);
        Assert.InRange(b.Lease.SettlesIn, TimeSpan.FromSeconds(2), LeaseServer.Duration + RedisLease.SettleReserve);
        Assert.Equal(b.Lease.Epoch, (long)await b.Link.Database.StringGetAsync(b.Link.Keys.Epoch));
    }

    [Fact]
    public async Task Lease_OfAStoreThatGaveNoAnswerToTheFirstQuestion_WritesNothingUntilItIsKnownToBeOurs()
    {
        await using var server = await LeaseServer.StartAsync();
        var options = new RedisOptions { ConnectionString = server.Redis.ConnectionString, LeaseDuration = LeaseServer.Duration, CommandTimeout = TimeSpan.FromMilliseconds(400) };
        var link = await RedisLink.OpenAsync(options, TimeProvider.System);
        server.Redis.Pause();
        Assert.Equal(RedisState.Away, (await link.ProbeAsync()).State);
        server.Redis.Resume();
        await using var holder = new LeaseHolder(link, RedisLease.Open(link, server.DirectoryOf("a"), "a", new SeededIds(1), BootTimeProvider.Instance)).Run();

        await Poll.UntilAsync(() => holder.Lease.Cause?.Contains("not known to be ours", StringComparison.Ordinal) == true, LeaseServer.Limit, "the lease is refused");
        Assert.Equal(0, (long)await link.Database.ExecuteAsync("DBSIZE"));

        await Poll.UntilAsync(async () => (await link.ProbeAsync()).State == RedisState.Ready, LeaseServer.Limit, "the store is taken for ours");
        await holder.UntilAsync(LeaseState.Held);
    }

    [Fact]
    public async Task Lease_GivenBackAfterItSettled_IsTakenOverWithoutWaiting()
    {
        await using var server = await LeaseServer.StartAsync();
        var a = (await server.OpenAsync("a")).Run();
        await Poll.UntilAsync(() => a.Lease.IsSettled, LeaseServer.Limit, "a is settled");
        await a.StopAsync();
        await a.Lease.ReleaseAsync();

        var b = await server.OpenAsync("b");
        await b.Lease.StepAsync();

        Assert.Equal((LeaseState.Held, true, LeaseState.Lost), (b.Lease.State, b.Lease.IsSettled, a.Lease.State));
        await a.Lease.ReleaseAsync(); // is not a's any more
        await b.Lease.StepAsync();
        Assert.Equal(LeaseState.Held, b.Lease.State);
    }

    [Fact]
    public async Task Lease_StoreStandsStill_IsUnprovenWithinItsDurationAndTakenAgainUnderANewEpoch()
    {
        await using var server = await LeaseServer.StartAsync();
        var a = (await server.OpenAsync("a")).Run();
        await a.UntilAsync(LeaseState.Held);
        var epoch = a.Lease.Epoch;

        server.Redis.Pause();
        var watch = Stopwatch.StartNew();
        await Poll.UntilAsync(() => IsUnprovenAt(watch.Elapsed, a.Lease), LeaseServer.Limit, "the lease is unproven");
        Assert.Equal((TimeSpan.Zero, epoch), (a.Lease.Left, a.Lease.Epoch));
        await a.Lease.StepAsync(); // a renewal that was sent while it was held is given up: answered late, it would go on under its epoch
        server.Redis.Resume();
        await a.UntilAsync(LeaseState.Held);

        Assert.True(a.Lease.Epoch > epoch);
    }

    [Fact]
    public async Task Epoch_StoreLostItsLastWrites_StillGrows()
    {
        await using var server = await LeaseServer.StartAsync();
        var a = await server.OpenAsync("a");
        await a.Lease.StepAsync();
        var first = a.Lease.Epoch;
        var length = new FileInfo(AppendFile(server)).Length;
        await a.Lease.ReleaseAsync();
        var b = await server.OpenAsync("b");
        for (var i = 0; i < 5; i++) // as if many had held it meanwhile
        {
            await b.Link.Database.StringIncrementAsync(b.Link.Keys.Epoch, 1_000_000);
        }

        await b.Lease.StepAsync();
        Assert.True(b.Lease.Epoch > first + 4_000_000);

        server.Redis.Kill();
        await using (var file = File.OpenWrite(AppendFile(server)))
        {
            file.SetLength(length); // a's lease is the last thing that it knows
        }

        await server.Redis.StartAgainAsync();
        var probe = await server.OpenAsync("probe");
        Assert.Equal(first, (long)await probe.Link.Database.StringGetAsync(probe.Link.Keys.Epoch));
        b.Run();
        var epoch = b.Lease.Epoch;
        await Poll.UntilAsync(() => b.Lease is { State: LeaseState.Held } held && held.Epoch > epoch, LeaseServer.Limit, "b leads again");

        Assert.Equal(b.Lease.Epoch, (long)await probe.Link.Database.StringGetAsync(probe.Link.Keys.Epoch));
    }

    [Fact]
    public async Task Lease_StoreEmptied_StaysWithItsHolderUnderItsEpoch()
    {
        await using var server = await LeaseServer.StartAsync();
        var a = await server.OpenAsync("a");
        await a.Lease.StepAsync();
        await server.FlushAsync();

        await a.Lease.StepAsync();

        var b = await server.OpenAsync("b");
        await b.Lease.StepAsync();
        Assert.Equal((LeaseState.Held, LeaseState.Lost), (a.Lease.State, b.Lease.State));
        Assert.Equal(a.Lease.Epoch, b.Lease.SeenEpoch);
    }

    [Fact]
    public async Task Lease_StoreEmptiedBetweenTwoProbes_IsNotProvedAndWritesNothing()
    {
        await using var server = await LeaseServer.StartAsync();
        var a = await server.OpenAsync("a");
        await a.Lease.StepAsync();
        server.Redis.Command("FLUSHALL");

        await a.Lease.StepAsync(); // the link still believes that all is well

        Assert.Equal(":0\r\n", server.Redis.Command("DBSIZE"));
        await Poll.UntilAsync(() => a.Lease.State == LeaseState.Unproven, LeaseServer.Limit, "the lease runs out");
        Assert.Contains("FOREIGN", a.Lease.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Epoch_StoreEmptiedAndNothingRemembered_IsAboveEarlierSeconds()
    {
        await using var server = await LeaseServer.StartAsync();
        var a = await server.OpenAsync("a");
        await a.Lease.StepAsync();
        var epoch = a.Lease.Epoch;
        await server.FlushAsync();
        await Poll.UntilAsync(async () => Seconds(await a.Link.Database.ExecuteAsync("TIME")) > epoch, LeaseServer.Limit, "the next second");

        var stranger = await server.OpenAsync("stranger");
        await stranger.Lease.StepAsync();

        Assert.True(stranger.Lease.Epoch > epoch);
        Assert.False(stranger.Lease.IsSettled);
    }

    [Theory]
    [InlineData("SET", "quantum:{main}:epoch", "many")]
    [InlineData("SET", "quantum:{main}:lease", "x")]
    public async Task Lease_KeysOfAnotherKind_ProveNothing(params string[] command)
    {
        await using var server = await LeaseServer.StartAsync();
        var a = await server.OpenAsync("a");
        await a.Link.Database.ExecuteAsync(command[0], [.. command[1..]]);

        await a.Lease.StepAsync();

        Assert.Equal(LeaseState.Unproven, a.Lease.State);
        Assert.Contains("cannot be proved", a.Lease.Cause!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lease_StoreNotProvedToBeOurs_IsNotAskedFor()
    {
        await using var server = await LeaseServer.StartAsync();
        var a = await server.OpenAsync("a");
        await using var link = await RedisLink.OpenAsync(a.Link.Options, TimeProvider.System); // never probed
        using var lease = RedisLease.Open(link, server.DirectoryOf("b"), "b", new SeededIds(99), BootTimeProvider.Instance);

        await lease.StepAsync();

        Assert.Equal(LeaseState.Unproven, lease.State);
        Assert.False(await a.Link.Database.KeyExistsAsync(a.Link.Keys.Lease));
    }

    [Fact]
    public void BootTime_ComparedWithTheSystem_GoesAtTheSameSpeed()
    {
        var (boot, system) = (BootTimeProvider.Instance, TimeProvider.System);
        var (bootFrom, systemFrom) = (boot.GetTimestamp(), system.GetTimestamp());
        while (system.GetElapsedTime(systemFrom) < TimeSpan.FromMilliseconds(50))
        {
        }

        Assert.InRange(boot.GetElapsedTime(bootFrom), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5));
    }

    private static bool IsUnprovenAt(TimeSpan elapsed, RedisLease lease)
    {
        var state = lease.State; // read after the time was: a slow test must not look like a slow lease
        Assert.True(state == LeaseState.Unproven || elapsed < LeaseServer.Duration);
        return state == LeaseState.Unproven;
    }

    private static string AppendFile(LeaseServer server) =>
        Directory.GetFiles(Path.Combine(server.Redis.Directory, "appendonlydir"), "*.incr.aof").Single();

    private static long Seconds(StackExchange.Redis.RedisResult time) => (long)time[0] - 1767225600;
}
