using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Trades;

/// <summary>Many saves at once, and a store that another process may write.</summary>
public sealed class TradeProjectorSharedTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly HashingJournal _journal = new(keep: 20_000);
    private readonly InProcessEventBus _bus;
    private readonly TradeBook _book = new(journalId: "A");
    private readonly FakeLease _lease = new(epoch: 3);
    private readonly SharedStoreFake _shared = new() { LastEpoch = 3 };

    public TradeProjectorSharedTests()
    {
        _bus = new InProcessEventBus(_journal);
        _bus.Subscribe(j => _book.Apply(j));
    }

    public void Dispose() => _journal.Dispose();

    [Fact]
    public async Task Save_ManyTrades_AreUnderWaySideBySideAndTheCheckpointComesAfterTheLast()
    {
        var store = new HeldTradeStateStore();
        var confirmed = new List<long>();
        using var projector = new TradeProjector(store, _journal, _bus, _book, new FakeTimeProvider(), confirmed: confirmed.Add);
        await projector.TrySaveAsync(None); // nothing to catch up
        await PublishPlansAsync(1, 300);
        var save = projector.TrySaveAsync(None);

        Assert.Equal(256, store.Waiting);
        for (var i = 0; i < 299; i++)
        {
            await Poll.UntilAsync(() => store.Waiting > 0, Limit, "a save waits");
            await store.AnswerAsync();
        }

        await Poll.UntilAsync(() => store.Waiting == 1, Limit, "the last save waits");
        Assert.Equal((0L, false), (await store.GetCheckpointAsync(None), save.IsCompleted));
        await store.AnswerAsync();
        Assert.True(await save);
        Assert.Equal((300L, 256), (await store.GetCheckpointAsync(None), store.WaitingMax));
        Assert.Equal([300], confirmed);
    }

    [Fact]
    public async Task Save_OneOfManyFails_WaitsForTheOthersKeepsTheCheckpointAndTriesAgain()
    {
        var store = new HeldTradeStateStore();
        using var projector = new TradeProjector(store, _journal, _bus, _book, new FakeTimeProvider());
        await projector.TrySaveAsync(None);
        await PublishPlansAsync(1, 5);
        var save = projector.TrySaveAsync(None);
        await store.AnswerAsync();
        await store.AnswerAsync(new TradeStoreUnavailableException("no answer"));
        await store.AnswerAsync();
        await store.AnswerAsync();
        Assert.False(save.IsCompleted); // a later save of the same trade must not overtake the one that is under way
        await store.AnswerAsync();

        Assert.False(await save);
        Assert.Equal((0L, 5), (projector.Health.Checkpoint, projector.Health.Dirty));
        store.IsHolding = false;
        Assert.True(await projector.TrySaveAsync(None));
        Assert.Equal(5, (await store.ListOpenAsync(null, None)).Count);
    }

    [Fact]
    public async Task Save_Fenced_StopsForGoodAndSaysSoUntilItLeadsAgain()
    {
        using var projector = Projector();
        await PublishPlansAsync(1, 2);
        Assert.True(await TradingProcess.SaveAsync(projector));
        _shared.LastEpoch = 4; // another leads
        await PublishPlansAsync(3, 2);

        Assert.False(await projector.TrySaveAsync(None));
        Assert.True(projector.Health.IsFenced);
        Assert.Contains("epoch 4", projector.Health.Cause, StringComparison.Ordinal);
        _shared.LastEpoch = 3; // even if it could be written now
        Assert.False(await projector.TrySaveAsync(None));
        Assert.Equal(2, _shared.Trades.Count);

        (_shared.LastEpoch, _lease.Epoch) = (5, 5);
        projector.GoOn(_journal.Count);
        Assert.True(await TradingProcess.SaveAsync(projector));
        Assert.Equal((4, false, null), (_shared.Trades.Count, projector.Health.IsFenced, projector.Health.Cause));
    }

    [Fact]
    public async Task Save_LeaseLostAndWonAgainInBetween_SavesNothingFromBefore()
    {
        using var projector = Projector();
        await TradingProcess.SaveAsync(projector);
        await PublishPlansAsync(1, 2);
        (_shared.LastEpoch, _lease.Epoch) = (5, 5); // another led under 4, and nobody has merged yet

        Assert.False(await projector.TrySaveAsync(None));
        Assert.True(projector.Health.IsFenced);
        Assert.Empty(_shared.Trades);
    }

    [Fact]
    public async Task Run_FencedThenLeadingAgain_GoesOnByItself()
    {
        using var stop = new CancellationTokenSource();
        using var projector = Projector();
        _lease.Epoch = 0;
        var run = projector.RunAsync(stop.Token);
        await PublishPlansAsync(1, 3);
        await Poll.UntilAsync(() => projector.Health.IsFenced, Limit, "it is fenced");

        _lease.Epoch = 6;
        projector.GoOn(0);
        await Poll.UntilAsync(() => projector.Health.Checkpoint == 3, Limit, "it saves again");
        Assert.Equal(3, _shared.Trades.Count);
        await stop.CancelAsync();
        await run;
    }

    private TradeProjector Projector() => new(_shared.DoorOf("A", _lease), _journal, _bus, _book, new FakeTimeProvider(), lease: _lease);

    private async Task PublishPlansAsync(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            Assert.True(await _bus.PublishAsync(new TradeScript($"1-{i}").Planned()));
        }
    }
}
