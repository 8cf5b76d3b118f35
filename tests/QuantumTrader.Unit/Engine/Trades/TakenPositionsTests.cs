using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Trades;

/// <summary>What the venue takes away ends its trade with the true reason, is told, and its symbol takes no entry until a named person says so.</summary>
public sealed class TakenPositionsTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("autoclose-1", ExitReasons.Liquidation)]
    [InlineData("adl_autoclose", ExitReasons.Deleveraged)]
    [InlineData("adl_autoclose-17", ExitReasons.Deleveraged)]
    [InlineData("settlement_autoclose-9", ExitReasons.Delisted)]
    [InlineData("delivery_autoclose-9", ExitReasons.Delisted)]
    [InlineData("anything", ExitReasons.Liquidation)] // the stream calls its execution CALCULATED
    public void Fill_OfTheVenueItself_EndsTheTradeWithItsReasonAndBlocksTheSymbol(string order, string reason)
    {
        var trade = _bench.Open();

        Take(order, 0.01m);

        var after = _bench.Trade(trade.TradeId);
        Assert.Equal((TradePhase.Closed, reason, 49_000m), (after.Phase, after.ExitReason, after.ExitPrice!.Value.Value));
        Assert.Equal(reason, Assert.Single(_bench.Of<TradeClosed>()).ExitReason);
        var told = Assert.Single(_bench.Of<PositionTaken>());
        Assert.Equal((EngineBench.Btc, reason, trade.TradeId, order), (told.Symbol, told.Reason, told.TradeId, told.VenueOrder));
        Assert.True(IsOff(Direction.Long) && IsOff(Direction.Short));
        Assert.False(IsOff(Direction.Long, EngineBench.Eth));
        Assert.Empty(_bench.Venue.Orders);
    }

    [Fact]
    public void Fills_OfOneOrder_AreToldOnce_AndWhatIsLeftStaysProtected()
    {
        var trade = _bench.Open();

        Take("adl_autoclose", 0.002m, fillId: 900);
        Take("adl_autoclose", 0.003m, fillId: 901);

        var after = _bench.Trade(trade.TradeId);
        Assert.Equal((TradePhase.Open, 0.005m), (after.Phase, after.QuantityOpen.Value));
        Assert.Contains(after.Orders, o => o.Purpose == OrderPurpose.StopLoss);
        Assert.Single(_bench.Of<PositionTaken>());
        Assert.True(IsOff(Direction.Long));
    }

    [Fact]
    public void Block_SurvivesARestart_AndEndsByName()
    {
        _bench.Open();
        Take("autoclose-1", 0.01m);
        _bench.Pass(TimeSpan.FromDays(1));

        using var next = new EngineBench(venueOf: _bench, switchedOff: _bench.SwitchedOff);
        next.Await(() => next.Engine.StartAsync(held: null));
        next.Step();
        Assert.True((next.Denials(next.Plan()) & DenialSet.RepeatedExecution) != 0);

        Assert.Null(next.Await(() => next.Engine.Throttle.SwitchOnAsync(EngineBench.Btc, OrderSide.Buy, "anna", "looked at")));
        Assert.False((next.Denials(next.Plan()) & DenialSet.RepeatedExecution) != 0);
        Assert.True((next.Denials(next.Plan(Direction.Short)) & DenialSet.RepeatedExecution) != 0);
    }

    [Fact]
    public void Fill_OfAPositionThatIsNoTradeOfOurs_IsToldAndBlocksTheSymbol()
    {
        Take("autoclose-1", 0.01m);
        Take("autoclose-1", 0.01m); // told again

        Assert.True(Assert.Single(_bench.Of<PositionTaken>()) is { TradeId: null, Reason: ExitReasons.Liquidation });
        Assert.True(IsOff(Direction.Long) && IsOff(Direction.Short));
    }

    [Fact]
    public void Fill_ThatPeopleMade_BlocksNothing()
    {
        var trade = _bench.Open();

        Take("web_x", 0.01m, isVenues: false);

        Assert.Equal(ExitReasons.Manual, _bench.Trade(trade.TradeId).ExitReason);
        Assert.Empty(_bench.Of<PositionTaken>());
        Assert.False(IsOff(Direction.Long));
    }

    private void Take(string order, decimal quantity, long fillId = 900, bool isVenues = true)
    {
        _bench.Venue.Hold(EngineBench.Btc, Math.Max(0m, _bench.Venue.HeldOf(EngineBench.Btc) - quantity));
        _bench.Do(() => _bench.Engine.Updates.OnFill(new VenueFill
        {
            FillId = fillId,
            VenueOrderId = 77,
            ClientOrderId = order,
            Symbol = EngineBench.Btc,
            Side = OrderSide.Sell,
            Price = new Price(49_000m),
            Quantity = new Quantity(quantity),
            Fee = Usd.Zero,
            RealisedPnl = Usd.Zero,
            Remaining = Quantity.Zero,
            AtUtc = _bench.Now,
            IsLiquidation = isVenues,
        }));
    }

    private bool IsOff(Direction direction, Symbol? symbol = null) => (_bench.Denials(_bench.Plan(direction, symbol: symbol)) & DenialSet.RepeatedExecution) != 0;
}
