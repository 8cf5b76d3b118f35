using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Unit.Trades;

/// <summary>What every store of trade states keeps to.</summary>
public abstract class TradeStateStoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected abstract ITradeStateStore Store { get; }

    [Fact]
    public async Task Get_AfterSave_IsTheSameStateToTheLastDigit()
    {
        var script = new TradeScript();
        var trade = Fold(script.Planned(), script.Intended(), script.Filled(5, 0.30000001m, 100.10m, remaining: 0.7m), script.Intended(OrderPurpose.StopLoss), script.Funded(-0.5m))
            with
        { Confidence = double.NaN, ModelId = "ünïcode \u2028 \0" };
        await Store.SaveAsync(trade, None);

        Assert.Equal(TradeStateJson.Write(trade), TradeStateJson.Write((await Store.GetAsync(trade.TradeId, None))!));
    }

    [Fact]
    public async Task Get_NeverSaved_IsNull() => Assert.Null(await Store.GetAsync(TradeId.Create("9-9"), None));

    [Fact]
    public async Task Save_OlderOrEqualSequence_ChangesNothing()
    {
        var trade = Fold(new TradeScript().Planned()) with { LastSequence = 10 };
        await Store.SaveAsync(trade, None);
        await Store.SaveAsync(trade with { LastSequence = 9, ModelId = "older" }, None);
        await Store.SaveAsync(trade with { ModelId = "equal" }, None);
        Assert.Equal("trend", (await Store.GetAsync(trade.TradeId, None))!.ModelId);

        await Store.SaveAsync(trade with { LastSequence = 11, ModelId = "newer" }, None);
        Assert.Equal("newer", (await Store.GetAsync(trade.TradeId, None))!.ModelId);
    }

    [Fact]
    public async Task List_OpenAndClosed_AreApartFilteredAndOrdered()
    {
        for (var i = 1; i <= 6; i++)
        {
            var script = new TradeScript($"1-{i}", i % 2 == 0 ? "ETHUSDT" : "BTCUSDT");
            var trade = i <= 3 ? Fold(script.Planned()) : Fold(script.Planned(), script.Denied());
            await Store.SaveAsync(trade with { LastSequence = 100 - i }, None);
        }

        Assert.Equal("1-3 1-2 1-1", Ids(await Store.ListOpenAsync(null, None)));
        Assert.Equal("1-2", Ids(await Store.ListOpenAsync(Symbol.Create("ETHUSDT"), None)));
        Assert.Equal("1-4 1-5 1-6", Ids(await Store.ListClosedAsync(0, 10, None)));
        Assert.Equal("1-5", Ids(await Store.ListClosedAsync(1, 1, None)));
    }

    [Fact]
    public async Task Save_OpenTradeThatIsOverNow_ChangesItsList()
    {
        var script = new TradeScript();
        var planned = Fold(script.Planned());
        await Store.SaveAsync(planned, None);
        await Store.SaveAsync(TradeFold.Apply(planned, new(2, script.Denied())).After!, None);

        Assert.Empty(await Store.ListOpenAsync(null, None));
        Assert.Single(await Store.ListClosedAsync(0, 10, None));
    }

    [Fact]
    public async Task Delete_SaysWhetherThereWasOne()
    {
        var trade = Fold(new TradeScript().Planned());
        await Store.SaveAsync(trade, None);

        Assert.True(await Store.DeleteAsync(trade.TradeId, None));
        Assert.False(await Store.DeleteAsync(trade.TradeId, None));
        Assert.Null(await Store.GetAsync(trade.TradeId, None));
    }

    [Fact]
    public async Task Checkpoint_NeverGoesBack()
    {
        Assert.Equal(0, await Store.GetCheckpointAsync(None));
        await Store.SetCheckpointAsync(long.MaxValue - 1, None);
        await Store.SetCheckpointAsync(5, None);

        Assert.Equal(long.MaxValue - 1, await Store.GetCheckpointAsync(None));
    }

    protected static TradeState Fold(params TradeEvent[] events)
    {
        TradeState? state = null;
        for (var i = 0; i < events.Length; i++)
        {
            state = TradeFold.Apply(state, new JournaledEvent(i + 1, events[i])).After;
        }

        return state!;
    }

    private static string Ids(IReadOnlyList<TradeState> trades) => string.Join(' ', trades.Select(t => t.TradeId));
}
