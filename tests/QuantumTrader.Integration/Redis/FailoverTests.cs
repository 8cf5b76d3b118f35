using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport.Redis;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Redis;

/// <summary>A leader's disk that comes back, with journals on real disks on both sides.</summary>
[Collection(RedisTests.Name)]
public sealed class FailoverTests(RedisFixture redis) : IDisposable
{
    private readonly TempFolder _a = new();
    private readonly TempFolder _b = new();

    [RedisFact]
    public async Task Failover_LeadersDiskReturnsWithUndeliveredEvents_AllAreThereOnce()
    {
        redis.Server.Command("FLUSHALL");
        var first = await UndeliveredAsync();

        await using var b = Side.Open(_b);
        await using (var leads = await b.ForwardAsync(redis.Server, epoch: 2))
        {
            await b.AppendAsync(1_000, seed: 2);
            await leads.UntilConfirmedAsync(1_000);
        }

        await using var a = Side.Open(_a);
        await using (var returned = await a.ForwardAsync(redis.Server, epoch: 1)) // as a stand-by
        {
            await returned.UntilConfirmedAsync(6_000);
        }

        Assert.Equal(6_000, first.Count);
        await AssertSameAsync(a);
        await AssertSameAsync(b);
        var ids = (await EntriesAsync(a)).Concat(await EntriesAsync(b)).Select(e => e.EventId).ToArray();
        Assert.Equal(7_000, ids.Length); // 1,000 that A delivered while it led, 5,000 that it did not, 1,000 of B
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [RedisFact]
    public async Task Failover_DiskReturnsAfterItsStreamWasTrimmed_AddsNothingTwice()
    {
        redis.Server.Command("FLUSHALL");
        await UndeliveredAsync();
        File.Copy(_a["events/consumers.json"], _b["consumers"]); // as it was when the disk was taken away
        await using (var once = Side.Open(_a))
        {
            await using var forwards = await once.ForwardAsync(redis.Server, epoch: 1);
            await forwards.UntilConfirmedAsync(6_000);
        }

        redis.Server.Command("XTRIM", StreamOf(_a), "MAXLEN", "=", "1"); // weeks pass
        File.Copy(_b["consumers"], _a["events/consumers.json"], overwrite: true);

        await using var a = Side.Open(_a);
        await using var again = await a.ForwardAsync(redis.Server, epoch: 1);
        await again.UntilConfirmedAsync(6_000);
        await a.AppendAsync(10, seed: 3);
        await again.UntilConfirmedAsync(6_010);
        Assert.Equal(Enumerable.Range(6_000, 11).Select(n => (long)n), (await EntriesAsync(a)).Select(e => e.Sequence));
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }

    /// <summary>A leads and delivers 1,000; then its connection is gone, 5,000 become durable on its disk alone, and it dies.</summary>
    private async Task<List<Guid>> UndeliveredAsync()
    {
        await using var a = Side.Open(_a);
        await using (var leads = await a.ForwardAsync(redis.Server, epoch: 1))
        {
            await a.AppendAsync(1_000, seed: 1);
            await leads.UntilConfirmedAsync(1_000);
        }

        await a.AppendAsync(5_000, seed: 4);
        return [.. a.Journal.ReadAfter(0).Select(j => j.Event.EventId)];
    }

    private static string StreamOf(TempFolder folder) => "quantum:{main}:events:" + File.ReadAllText(folder["events/journal.id"]).Trim();

    private Task<List<(long Sequence, Guid EventId, StackExchange.Redis.StreamEntry Entry)>> EntriesAsync(Side side) =>
        Streams.ReadAsync(redis.Server.ConnectionString, side.Journal.JournalId);

    private async Task AssertSameAsync(Side side) => Assert.Equal(
        side.Journal.ReadAfter(0).Select(j => (j.Sequence, j.Event.EventId)),
        (await EntriesAsync(side)).Select(e => (e.Sequence, e.EventId)));

    /// <summary>A data directory with its journal and the places of its consumers.</summary>
    private sealed class Side(TempFolder folder, EventBuffer journal, JournalConsumers consumers) : IAsyncDisposable
    {
        public EventBuffer Journal => journal;

        public static Side Open(TempFolder folder)
        {
            var events = folder["events"];
            var journal = EventBuffer.Open(PhysicalDisk.Instance, events, new EventsOptions { SegmentSizeMax = 256 * 1024 }, TimeProvider.System);
            return new(folder, journal, new JournalConsumers(PhysicalDisk.Instance, events, TimeProvider.System));
        }

        public Task<Forwarding> ForwardAsync(RedisServer server, long epoch) => Forwarding.StartAsync(server.ConnectionString, journal, consumers, epoch, folder.Path);

        public async Task AppendAsync(int count, ulong seed)
        {
            var ids = new SeededIds(seed);
            var appends = Enumerable.Range(0, count).Select(_ => journal.AppendAsync(new MarketStarted(ids.Next(), TimeProvider.System.GetUtcNow()) { Source = "failover", Symbols = [] }).AsTask());
            await Task.WhenAll(appends);
        }

        public ValueTask DisposeAsync()
        {
            consumers.Dispose();
            return journal.DisposeAsync();
        }
    }
}
