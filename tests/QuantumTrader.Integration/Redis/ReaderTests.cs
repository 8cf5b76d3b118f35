using QuantumTrader.Infrastructure.Redis.Reading;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>Another process gets every event of every journal, in order, and is told what is missing.</summary>
[Collection(RedisTests.Name)]
public sealed class ReaderTests(RedisFixture redis)
{
    private string Server => redis.Server.ConnectionString;

    [RedisFact]
    public async Task Reader_JournalsOldAndNew_GetsAllInOrderOnce()
    {
        await using var a = await FilledAsync("a", 500);
        await using var reading = await Reading.StartAsync(Server);
        await reading.UntilAsync(500);
        await using var b = await FilledAsync("b", 200, isFirst: false);
        await reading.UntilAsync(700);

        Assert.Equal(Range(1, 500), reading.Sequences("a"));
        Assert.Equal(Range(1, 200), reading.Sequences("b"));
        Assert.Empty(reading.Gaps);
        var first = reading.Received.First();
        Assert.Equal((new MemoryJournal("a").EventIdOf(1), "test.happened", new DateTimeOffset(2026, 1, 1, 0, 0, 0, 1, TimeSpan.Zero)), (first.EventId, first.Type, first.AtUtc));
    }

    [RedisFact]
    public async Task Reader_Restarted_GoesOnWhereItStopped()
    {
        await using var a = await FilledAsync("a", 300);
        await using (var first = await Reading.StartAsync(Server))
        {
            await first.UntilAsync(300);
        }

        a.Journal.Append(50);
        await using var second = await Reading.StartAsync(Server);
        await second.UntilAsync(50);

        Assert.Equal(Range(301, 50), second.Sequences("a"));
    }

    [RedisFact]
    public async Task Reader_HandlerFailsTwice_HandlesTheEventInItsPlace()
    {
        await using var a = await FilledAsync("a", 20);
        var failures = 2;
        await using var reading = await Reading.StartAsync(Server, handle: r => _ = r.Sequence == 7 && failures-- > 0 ? throw new InvalidOperationException("not now") : 0);
        await reading.UntilAsync(20);

        Assert.Equal(Range(1, 20), reading.Sequences("a"));
        Assert.Equal(":0\r\n", redis.Server.Command("XLEN", "quantum:{main}:dead:g"));
    }

    [RedisFact]
    public async Task Reader_HandlerAlwaysFails_SetsTheEventAsideAndGoesOn()
    {
        await using var a = await FilledAsync("a", 20);
        var tries = 0;
        await using var reading = await Reading.StartAsync(Server, handle: r => _ = r.Sequence == 7 && ++tries > 0 ? throw new InvalidOperationException("never") : 0);
        await reading.UntilAsync(19);

        Assert.Equal(Range(1, 20).Where(n => n != 7), reading.Sequences("a"));
        Assert.Equal(3, tries);
        var dead = redis.Server.Command("XRANGE", "quantum:{main}:dead:g", "-", "+");
        Assert.Contains("7-0", dead, StringComparison.Ordinal);
        Assert.Contains("never", dead, StringComparison.Ordinal);
        await Poll.UntilAsync(() => redis.Server.Command("XPENDING", "quantum:{main}:events:a", "g").StartsWith("*4\r\n:0", StringComparison.Ordinal), Links.Limit, "nothing is pending");
    }

    [RedisFact]
    public async Task Reader_EntryOfSomebodyElse_IsSetAside()
    {
        await using var a = await FilledAsync("a", 5);
        redis.Server.Command("XADD", "quantum:{main}:events:a", "6-0", "what", "ever");
        redis.Server.Command("XADD", "quantum:{main}:events:a", "7-5", "what", "ever");
        await using var reading = await Reading.StartAsync(Server);
        await Poll.UntilAsync(() => redis.Server.Command("XLEN", "quantum:{main}:dead:g") == ":2\r\n", Links.Limit, "both are set aside");

        Assert.Equal(Range(1, 5), reading.Sequences("a"));
    }

    [RedisFact]
    public async Task Reader_AnotherOfItsGroupDied_TakesOverWhatItLeft()
    {
        await using var a = await FilledAsync("a", 30);
        await a.Link.Database.StreamCreateConsumerGroupAsync("quantum:{main}:events:a", "g", "0-0");
        Assert.Equal(10, (await a.Link.Database.StreamReadGroupAsync("quantum:{main}:events:a", "g", "dead one", ">", 10)).Length);
        await using var reading = await Reading.StartAsync(Server);
        await reading.UntilAsync(30);

        Assert.Equal(Range(1, 30), reading.Sequences("a").Order());
        Assert.Empty(reading.Gaps);
    }

    [RedisFact]
    public async Task Reader_EventsMissing_ReportsTheHoles()
    {
        redis.Server.Command("FLUSHALL");
        var journal = new MemoryJournal("a");
        journal.Append(50);
        foreach (var damaged in new[] { 1, 20, 21, 22, 40 })
        {
            journal.Damage(damaged);
        }

        await using var forwarding = await Forwarding.StartAsync(Server, journal);
        await forwarding.UntilConfirmedAsync(50);
        await using var reading = await Reading.StartAsync(Server);
        await reading.UntilAsync(45);

        Assert.Equal([new("a", 1, 1), new("a", 20, 22), new("a", 40, 40)], reading.Gaps.ToArray<SequenceGap>());
    }

    [RedisFact]
    public async Task Reader_TwoOfAGroup_ShareTheEventsWithoutFalseGaps()
    {
        await using var a = await FilledAsync("a", 2_000);
        await using var one = await Reading.StartAsync(Server, Reading.Options("c1") with { IdleMax = TimeSpan.FromMinutes(1) });
        await using var two = await Reading.StartAsync(Server, Reading.Options("c2") with { IdleMax = TimeSpan.FromMinutes(1) });
        await Poll.UntilAsync(() => one.Received.Count + two.Received.Count >= 2_000, Links.Limit, "all are handled");

        Assert.Equal(Range(1, 2_000), one.Sequences("a").Concat(two.Sequences("a")).Order());
        Assert.Empty(one.Gaps.Concat(two.Gaps));
    }

    [RedisFact]
    public async Task Reader_GroupDeleted_GoesOnFromWhatTheStoreRemembers()
    {
        await using var a = await FilledAsync("a", 200);
        await using var reading = await Reading.StartAsync(Server);
        await reading.UntilAsync(200);
        await Poll.UntilAsync(() => redis.Server.Command("HGET", "quantum:{main}:read:g", "a").Contains("200", StringComparison.Ordinal), Links.Limit, "the position is kept");
        redis.Server.Command("XGROUP", "DESTROY", "quantum:{main}:events:a", "g");
        a.Journal.Append(100);
        await reading.UntilAsync(300);

        Assert.Equal(Range(1, 300), reading.Sequences("a"));
        Assert.Empty(reading.Gaps);
    }

    [RedisFact]
    public async Task Reader_GroupDeleted_GoesOnFromTheCallersCheckpoint()
    {
        await using var a = await FilledAsync("a", 200);
        redis.Server.Command("HSET", "quantum:{main}:read:g", "a", "200");
        await using var reading = await Reading.StartAsync(Server, Reading.Options() with { Checkpoint = static _ => 150 });
        await reading.UntilAsync(50);

        Assert.Equal(Range(151, 50), reading.Sequences("a"));
    }

    private async Task<Filled> FilledAsync(string journalId, int count, bool isFirst = true)
    {
        if (isFirst)
        {
            redis.Server.Command("FLUSHALL");
        }

        var journal = new MemoryJournal(journalId);
        journal.Append(count);
        var forwarding = await Forwarding.StartAsync(Server, journal);
        await forwarding.UntilConfirmedAsync(count);
        return new(journal, forwarding);
    }

    private static IEnumerable<long> Range(int first, int count) => Enumerable.Range(first, count).Select(n => (long)n);

    private sealed record Filled(MemoryJournal Journal, Forwarding Forwarding) : IAsyncDisposable
    {
        public Infrastructure.Redis.RedisLink Link => Forwarding.Link;

        public ValueTask DisposeAsync() => Forwarding.DisposeAsync();
    }
}
