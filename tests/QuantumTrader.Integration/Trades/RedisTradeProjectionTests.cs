using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Integration.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;
using QuantumTrader.Unit.Trades;

namespace QuantumTrader.Integration.Trades;

/// <summary>The projector on a real Redis, through an outage and a change of leaders.</summary>
public sealed class RedisTradeProjectionTests(SharedStoreFixture fixture) : IClassFixture<SharedStoreFixture>, IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly HashingJournal _journal = new(keep: 20_000);
    private readonly TradeBook _book = new(journalId: "A");
    private InProcessEventBus _bus = null!;
    private SharedStoreBench _bench = null!;

    public async Task InitializeAsync()
    {
        _bench = await fixture.BenchAsync(TimeSpan.FromSeconds(1));
        _bus = new InProcessEventBus(_journal);
        _bus.Subscribe(j => _book.Apply(j));
    }

    public async Task DisposeAsync()
    {
        fixture.Server.Resume();
        await _bench.DisposeAsync();
    }

    public void Dispose() => _journal.Dispose();

    [RedisFact]
    public async Task Run_StoreHangsInTheMiddle_CatchesUpAndHasEveryTradeAsTheBookHasIt()
    {
        using var stop = new CancellationTokenSource();
        var store = new RedisTradeStateStore(_bench.Link, _bench.Lease, "A");
        using var projector = new TradeProjector(store, _journal, _bus, _book, TimeProvider.System, lease: _bench.Lease);
        var run = projector.RunAsync(stop.Token);
        await PublishAsync(1, 400);
        fixture.Server.Pause();
        await PublishAsync(401, 400);
        await Poll.UntilAsync(() => projector.Health.Cause is not null, Limit, "the outage is seen");
        fixture.Server.Resume();
        await PublishAsync(801, 100);

        await Poll.UntilAsync(() => projector.Health is { Cause: null } h && h.Checkpoint == _journal.Count, Limit, "it caught up");
        var stored = (await store.ListOpenAsync(null, None)).ToDictionary(t => t.TradeId, TradeStateJson.Write);
        Assert.Equal(900, stored.Count);
        Assert.All(_book.Open, t => Assert.Equal(TradeStateJson.Write(t), stored[t.TradeId]));
        await stop.CancelAsync();
        await run;
    }

    [RedisFact]
    public async Task Save_StoreLostItsLastWrites_HasEveryTradeAgainAlsoWhenNothingChanges()
    {
        await using var server = await RedisServer.StartAsync();
        await using var bench = await SharedStoreBench.OpenAsync(server, "main", TimeSpan.FromMilliseconds(400));
        var store = new RedisTradeStateStore(bench.Link, bench.Lease, "A");
        using var projector = new TradeProjector(store, _journal, _bus, _book, TimeProvider.System, lease: bench.Lease, generation: () => bench.Link.Generation);
        await PublishAsync(1, 100);
        await Poll.UntilAsync(() => projector.TrySaveAsync(None), Limit, "all is saved");
        var generation = bench.Link.Generation;
        server.Kill();
        server.CutAppendFile(20_000);
        await server.StartAgainAsync();
        await Poll.UntilAsync(() => bench.Link.Generation > generation && bench.Link.Connection.IsConnected, Limit, "it is connected again");
        Assert.InRange((await store.ListOpenAsync(null, None)).Count, 1, 99);
        await PublishAsync(101, 1); // what is saved now must not pass for all

        await Poll.UntilAsync(() => projector.TrySaveAsync(None), Limit, "it is complete again");
        Assert.Equal(101, (await store.ListOpenAsync(null, None)).Count);
        Assert.Equal(101, await store.GetCheckpointAsync(None));
    }

    [RedisFact]
    public async Task Save_AnotherWasGivenTheLease_IsFencedAndWritesNothingAfterwards()
    {
        var store = new RedisTradeStateStore(_bench.Link, _bench.Lease, "A");
        using var projector = new TradeProjector(store, _journal, _bus, _book, TimeProvider.System, lease: _bench.Lease);
        await PublishAsync(1, 300);
        await Poll.UntilAsync(() => projector.TrySaveAsync(None), Limit, "all is saved");
        await _bench.GiveEpochAsync(6); // while this process was paused, say
        var theirs = new RedisTradeStateStore(_bench.Link, new FakeLease(6), "B");
        await theirs.SaveAsync(TradeStateStoreContract.Planned(1) with { LastSequence = 1, ModelId = "theirs" }, None);
        await PublishAsync(301, 300);

        Assert.False(await projector.TrySaveAsync(None));
        Assert.True(projector.Health.IsFenced);
        Assert.Equal(300, (await store.ListOpenAsync(null, None)).Count);

        _bench.Lease.Epoch = 7;
        await _bench.GiveEpochAsync(7);
        await TradeBookRestore.MergeSharedAsync(_book, new InMemoryTradeStateStore("A"), store, _journal, _journal.Count, None);
        projector.GoOn(_journal.Count);
        await Poll.UntilAsync(() => projector.TrySaveAsync(None), Limit, "it leads again and catches up");
        Assert.Equal(600, (await store.ListOpenAsync(null, None)).Count);
        Assert.Equal("theirs", _book.Find(TradeStateStoreContract.Planned(1).TradeId)!.ModelId);
        Assert.Equal(600, await store.GetCheckpointAsync(None));
    }

    private async Task PublishAsync(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            Assert.True(await _bus.PublishAsync(new TradeScript($"1-{i}").Planned()));
        }
    }
}
