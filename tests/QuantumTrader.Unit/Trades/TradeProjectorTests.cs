using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Trades;

public sealed class TradeProjectorTests : IDisposable
{
    private readonly HashingJournal _journal = new(keep: 20_000);
    private readonly InProcessEventBus _bus;
    private readonly TradeBook _book = new();
    private readonly FlakyTradeStateStore _store = new();
    private readonly FakeTimeProvider _time = new();

    public TradeProjectorTests()
    {
        _bus = new InProcessEventBus(_journal);
        _bus.Subscribe(j => _book.Apply(j));
    }

    public void Dispose() => _journal.Dispose();

    [Fact]
    public async Task Save_AfterEvents_TheStoreHasTheBooksStatesAndTheCheckpoint()
    {
        using var projector = Projector();
        await PublishLives(1, 5);

        Assert.True(await projector.TrySaveAsync(CancellationToken.None));
        Assert.True(await projector.TrySaveAsync(CancellationToken.None));
        await AssertStoreIsTheBook();
        Assert.Equal((_journal.Count, 0, null), (projector.Health.Checkpoint, projector.Health.Dirty, projector.Health.Cause));
    }

    [Fact]
    public async Task Save_ManyEventsOfOneTrade_SavesItsNewestStateOnce()
    {
        using var projector = Projector();
        await projector.TrySaveAsync(CancellationToken.None);
        await PublishLives(1, 1);
        await projector.TrySaveAsync(CancellationToken.None);

        Assert.Equal(1, _store.Saves);
    }

    [Fact]
    public async Task Run_StoreAwayThenBack_TheEngineGoesOnAndTheStoreCatchesUp()
    {
        using var stop = new CancellationTokenSource();
        using var projector = Projector();
        var run = projector.RunAsync(stop.Token);
        _store.IsAway = true;
        await PublishLives(1, 50);
        await Poll.UntilAsync(() => Turn() && _store.Refusals > 3 && projector.Health.Cause is not null, TimeSpan.FromSeconds(10), "it tried again");
        Assert.NotNull(projector.Health.Cause);
        Assert.NotNull(projector.Health.FailingSinceUtc);
        Assert.Equal(50, _book.Recent.Count);

        _store.IsAway = false;
        await Poll.UntilAsync(() => Turn() && projector.Health is { Cause: null } h && h.Checkpoint == _journal.Count, TimeSpan.FromSeconds(10), "it caught up");
        await AssertStoreIsTheBook();
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Save_StoreFailsAtAnyCall_NothingIsLostAndTheCheckpointIsNeverAhead()
    {
        using var projector = Projector();
        await projector.TrySaveAsync(CancellationToken.None);
        for (var calls = 0; calls < 6; calls++)
        {
            await PublishLives((calls * 4) + 1, 4);
            _store.CallsLeft = calls;
            Assert.Equal(calls >= 5, await projector.TrySaveAsync(CancellationToken.None)); // four saves and the checkpoint
            _store.CallsLeft = int.MaxValue;
            await AssertStoreIsCompleteUpToItsCheckpoint();
            Assert.True(await projector.TrySaveAsync(CancellationToken.None));
            await AssertStoreIsTheBook();
        }
    }

    [Fact]
    public async Task Save_MoreTradesThanMayWait_ReadsTheJournalInstead()
    {
        using var projector = Projector(dirtyMax: 10);
        await projector.TrySaveAsync(CancellationToken.None);
        _store.IsAway = true;
        await PublishLives(1, 40);
        await projector.TrySaveAsync(CancellationToken.None);
        Assert.Equal(1, projector.OverflowCount);
        Assert.InRange(projector.Health.Dirty, 0, 10);

        _store.IsAway = false;
        await projector.TrySaveAsync(CancellationToken.None);
        await projector.TrySaveAsync(CancellationToken.None);
        await AssertStoreIsTheBook();
    }

    [Fact]
    public async Task Start_JournalAheadOfTheStore_CatchesUpAndReplayingChangesNothing()
    {
        await PublishLives(1, 1_500);
        using var projector = Projector();
        await projector.TrySaveAsync(CancellationToken.None);

        Assert.Equal(_journal.Count, await _store.GetCheckpointAsync(CancellationToken.None));
        Assert.Equal(1_500, (await _store.ListClosedAsync(0, 10_000, CancellationToken.None)).Count);
        await _store.SetCheckpointAsync(0, CancellationToken.None);
        using var again = Projector();
        Assert.True(await again.TrySaveAsync(CancellationToken.None));
        await AssertStoreIsTheBook();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Restore_FromAStoreThatIsBehind_IsTheFullFold(int saved)
    {
        using var projector = Projector();
        await PublishLives(1, saved);
        await projector.TrySaveAsync(CancellationToken.None);
        await projector.TrySaveAsync(CancellationToken.None);
        await PublishLives(saved + 1, 30);
        var open = new TradeScript("2-1", "ETHUSDT");
        await Publish(open.Planned(), open.Intended(), open.Filled(999_999, 1m, 50m));
        await _store.SaveAsync(_book.Find(open.Id)!, CancellationToken.None); // newer than the checkpoint says

        var restored = await TradeBookRestore.FromAsync(_store, _journal, CancellationToken.None);

        AssertSame(TradeBookRestore.FromJournal(_journal), restored);
        AssertSame(_book, restored);
        Assert.Equal(_book.NextTradeNumber(1), restored.NextTradeNumber(1));
        Assert.Empty(restored.HaltedSymbols);
    }

    [Fact]
    public async Task Restore_LateEventOfATradeThatWasOverLongAgo_FindsItInTheStore()
    {
        using var projector = Projector();
        await PublishLives(1, 20);
        await projector.TrySaveAsync(CancellationToken.None);
        await projector.TrySaveAsync(CancellationToken.None);
        await Publish(new TradeScript("1-1").Funded(-1m));

        var restored = await TradeBookRestore.FromAsync(_store, _journal, CancellationToken.None, recentMax: 5);

        Assert.Empty(restored.HaltedSymbols);
        Assert.Equal(-1m, restored.Find(new TradeScript("1-1").Id)!.Funding.Value);
    }

    [Fact]
    public async Task Restore_StoreAway_ThrowsAndIsNeverAnEmptyBook()
    {
        _store.IsAway = true;
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => TradeBookRestore.FromAsync(_store, _journal, CancellationToken.None));
    }

    private static void AssertSame(TradeBook expected, TradeBook actual)
    {
        Assert.Equal(expected.Open.Select(TradeStateJson.Write).Order(StringComparer.Ordinal), actual.Open.Select(TradeStateJson.Write).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Recent.Select(TradeStateJson.Write), actual.Recent.Select(TradeStateJson.Write));
        Assert.Equal(expected.LastSequence, actual.LastSequence);
    }

    private TradeProjector Projector(int dirtyMax = TradeProjector.DirtyMax) => new(_store, _journal, _bus, _book, _time, dirtyMax: dirtyMax);

    private bool Turn()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return true;
    }

    private async Task PublishLives(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var trade = new TradeScript($"1-{i}");
            await Publish(trade.Planned(), trade.Intended(), trade.Filled(i * 2, 1m, 100m), trade.Filled((i * 2) + 1, 1m, 101m, OrderPurpose.TakeProfit));
        }
    }

    private async Task Publish(params TradeEvent[] events)
    {
        foreach (var e in events)
        {
            Assert.True(await _bus.PublishAsync(e));
        }
    }

    private async Task AssertStoreIsTheBook()
    {
        foreach (var trade in _book.Open.Concat(_book.Recent))
        {
            Assert.Equal(TradeStateJson.Write(trade), TradeStateJson.Write((await _store.GetAsync(trade.TradeId, CancellationToken.None))!));
        }
    }

    private async Task AssertStoreIsCompleteUpToItsCheckpoint()
    {
        var checkpoint = await _store.GetCheckpointAsync(CancellationToken.None);
        foreach (var trade in _book.Recent.Where(t => t.LastSequence <= checkpoint))
        {
            Assert.NotNull(await _store.GetAsync(trade.TradeId, CancellationToken.None));
        }
    }
}
