using QuantumTrader.Domain.Events;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>What is forwarded, and what it does when journal and stream do not fit.</summary>
[Collection(RedisTests.Name)]
public sealed class ForwarderTests(RedisFixture redis)
{
    [RedisFact]
    public async Task Forwarder_OldAndNewEvents_AreAllThereWithTheirBytes()
    {
        redis.Server.Command("FLUSHALL");
        var journal = new MemoryJournal("a");
        journal.Append(3_000);
        await using var forwarding = await Forwarding.StartAsync(redis.Server.ConnectionString, journal, epoch: 7);
        await forwarding.UntilConfirmedAsync(3_000);
        journal.Append(10);
        await forwarding.UntilConfirmedAsync(3_010);

        await Streams.AssertHoldsAsync(redis.Server, journal, 3_010);
        Assert.Equal(ForwarderState.Forwarding, forwarding.Health.State);
        Assert.Null(forwarding.Health.OldestWaitingAtUtc);
        Assert.Equal("{\"epoch\":7,\"last\":3010}", (string?)await forwarding.Link.Database.HashGetAsync(forwarding.Link.Keys.Journals, "a"));
    }

    [RedisFact]
    public async Task Forwarder_StartedAgainWithoutCheckpoint_AddsNothingTwiceAndKeepsTheEpoch()
    {
        redis.Server.Command("FLUSHALL");
        var journal = new MemoryJournal("a");
        journal.Append(1_000);
        await using (var first = await Forwarding.StartAsync(redis.Server.ConnectionString, journal, epoch: 5))
        {
            await first.UntilConfirmedAsync(1_000);
        }

        journal.Append(500);
        await using var second = await Forwarding.StartAsync(redis.Server.ConnectionString, journal, epoch: 0);
        await second.UntilConfirmedAsync(1_500);

        await Streams.AssertHoldsAsync(redis.Server, journal, 1_500);
        Assert.Equal("{\"epoch\":5,\"last\":1500}", (string?)await second.Link.Database.HashGetAsync(second.Link.Keys.Journals, "a"));
    }

    [RedisFact]
    public async Task Forwarder_LinesOfAllSizes_ArriveWhole()
    {
        redis.Server.Command("FLUSHALL");
        var journal = new MemoryJournal("a");
        foreach (var padding in new[] { 0, 1_000_000, 5, 300_000, 262_000, 1 })
        {
            journal.PaddingLength = padding;
            journal.Append(3);
        }

        await using var forwarding = await Forwarding.StartAsync(redis.Server.ConnectionString, journal);
        await forwarding.UntilConfirmedAsync(18);

        await Streams.AssertHoldsAsync(redis.Server, journal, 18);
    }

    [RedisFact]
    public async Task Forwarder_DamagedLines_AreHolesAndNoStandstill()
    {
        redis.Server.Command("FLUSHALL");
        var journal = new MemoryJournal("a");
        journal.Append(100);
        journal.Damage(1);
        journal.Damage(50);
        journal.Damage(100);
        var consumers = new MemoryConsumers();
        await using (var first = await Forwarding.StartAsync(redis.Server.ConnectionString, journal, consumers))
        {
            await first.UntilConfirmedAsync(100);
        }

        journal.Damage(60); // after it was forwarded
        journal.Append(10);
        await using var second = await Forwarding.StartAsync(redis.Server.ConnectionString, journal, new MemoryConsumers());
        await second.UntilConfirmedAsync(110);

        await Streams.AssertHoldsAsync(redis.Server, journal, Enumerable.Range(1, 110).Select(n => (long)n).Except([1, 50, 100]));
        Assert.Equal(["redis"], consumers.All.Keys);
    }

    [RedisFact]
    public async Task Forwarder_OtherEventUnderAnId_IsAConflictAndNothingIsAdded()
    {
        redis.Server.Command("FLUSHALL");
        var original = new MemoryJournal("a");
        original.Append(100);
        await using (var first = await Forwarding.StartAsync(redis.Server.ConnectionString, original))
        {
            await first.UntilConfirmedAsync(100);
        }

        var restored = new MemoryJournal("a", seed: 2);
        restored.Append(200);
        await using var second = await Forwarding.StartAsync(redis.Server.ConnectionString, restored);
        await second.UntilAsync(ForwarderState.Conflict);

        Assert.Contains("restored from an older copy", second.Health.Cause, StringComparison.Ordinal);
        Assert.Equal(200, second.Health.Backlog);
        await Streams.AssertHoldsAsync(redis.Server, original, 100);
    }

    [RedisFact]
    public async Task Forwarder_JournalRestoredFromACopy_IsAConflictWithItsNextEvent()
    {
        redis.Server.Command("FLUSHALL");
        var original = new MemoryJournal("a");
        original.Append(50);
        var consumers = new MemoryConsumers();
        await using (var first = await Forwarding.StartAsync(redis.Server.ConnectionString, original, consumers))
        {
            await first.UntilConfirmedAsync(50);
        }

        var copy = new MemoryJournal("a", seed: 2);
        await using var second = await Forwarding.StartAsync(redis.Server.ConnectionString, copy, consumers);
        await second.UntilAsync(ForwarderState.Forwarding);
        copy.Append(1);
        await second.UntilAsync(ForwarderState.Conflict);

        await Streams.AssertHoldsAsync(redis.Server, original, 50);
    }

    [RedisFact]
    public async Task Forwarder_EntryDeletedBelowTheEnd_IsAConflict()
    {
        redis.Server.Command("FLUSHALL");
        var journal = new MemoryJournal("a");
        journal.Append(100);
        await using (var first = await Forwarding.StartAsync(redis.Server.ConnectionString, journal))
        {
            await first.UntilConfirmedAsync(100);
        }

        redis.Server.Command("XDEL", "quantum:{main}:events:a", "40-0");
        await using var second = await Forwarding.StartAsync(redis.Server.ConnectionString, journal);
        await second.UntilAsync(ForwarderState.Conflict);

        Assert.Contains("without the entry 40", second.Health.Cause, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Forwarder_StreamTrimmed_IsNoConflict()
    {
        redis.Server.Command("FLUSHALL");
        var journal = new MemoryJournal("a");
        journal.Append(100);
        await using (var first = await Forwarding.StartAsync(redis.Server.ConnectionString, journal))
        {
            await first.UntilConfirmedAsync(100);
        }

        redis.Server.Command("XTRIM", "quantum:{main}:events:a", "MINID", "60-0");
        journal.Append(1);
        await using var second = await Forwarding.StartAsync(redis.Server.ConnectionString, journal);
        await second.UntilConfirmedAsync(101);

        await Streams.AssertHoldsAsync(redis.Server, journal, Enumerable.Range(60, 42).Select(n => (long)n));
    }

    [RedisFact]
    public async Task Forwarder_StreamDeletedMeanwhile_SendsEverythingAgain()
    {
        redis.Server.Command("FLUSHALL");
        var journal = new MemoryJournal("a");
        journal.Append(1_000);
        var consumers = new MemoryConsumers();
        await using var forwarding = await Forwarding.StartAsync(redis.Server.ConnectionString, journal, consumers);
        await forwarding.UntilConfirmedAsync(1_000);
        redis.Server.Command("DEL", "quantum:{main}:events:a");
        journal.Append(10);
        await Poll.UntilAsync(() => redis.Server.Command("XLEN", "quantum:{main}:events:a") == ":1010\r\n", Links.Limit, "everything is there again");

        await forwarding.UntilConfirmedAsync(1_010);
        await Streams.AssertHoldsAsync(redis.Server, journal, 1_010);
        Assert.Equal(["redis"], consumers.All.Keys); // the hold on the journal is let go
    }

    [RedisFact]
    public async Task Forwarder_KeyThatIsNoStream_IsAConflict()
    {
        redis.Server.Command("FLUSHALL");
        var journal = new MemoryJournal("a");
        await using var forwarding = await Forwarding.StartAsync(redis.Server.ConnectionString, journal);
        await forwarding.UntilAsync(ForwarderState.Forwarding);
        redis.Server.Command("SET", "quantum:{main}:events:a", "x");
        journal.Append(1);

        await forwarding.UntilAsync(ForwarderState.Conflict);
    }

    [RedisFact]
    public async Task Forwarder_LeaderWithUndeliveredEventsReturns_EveryEventIsThereOnce()
    {
        redis.Server.Command("FLUSHALL");
        var (a, b) = (new MemoryJournal("a"), new MemoryJournal("b", seed: 2));
        await using (var leader = await Forwarding.StartAsync(redis.Server.ConnectionString, a, epoch: 1))
        {
            await leader.UntilAsync(ForwarderState.Forwarding);
        }

        a.Append(5_000); // durable on A's disk, never sent: A is gone
        await using var next = await Forwarding.StartAsync(redis.Server.ConnectionString, b, epoch: 2);
        b.Append(1_000);
        await next.UntilConfirmedAsync(1_000);
        await using var returned = await Forwarding.StartAsync(redis.Server.ConnectionString, a, epoch: 1); // as a stand-by
        await returned.UntilConfirmedAsync(5_000);

        await Streams.AssertHoldsAsync(redis.Server, a, 5_000);
        await Streams.AssertHoldsAsync(redis.Server, b, 1_000);
        var entries = (await Streams.ReadAsync(redis.Server.ConnectionString, "a")).Concat(await Streams.ReadAsync(redis.Server.ConnectionString, "b"));
        Assert.Equal(6_000, entries.Select(e => e.EventId).Distinct().Count());
    }
}
