using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Paper;

public class PaperVenueTriggerTests
{
    private readonly VenueBench _bench = new VenueBench().At(100m);

    [Fact]
    public void Stop_TouchedInsideTheBar_FillsAtItsTrigger()
    {
        _bench.Buy(1m);
        _bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 95m);
        _bench.Bar(100m, 101m, 95m, 100m);
        Assert.Equal((95m, -5m), (_bench.LastFill.Price.Value, _bench.LastFill.RealisedPnl.Value));
        Assert.Null(_bench.Position);
    }

    [Fact]
    public void Stop_NotTouched_Stays()
    {
        _bench.Buy(1m);
        var id = _bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 95m);
        _bench.Bar(100m, 101m, 95.1m, 100m);
        Assert.True(_bench.Find(id).IsOpen);
    }

    [Fact]
    public void Stop_GappedThrough_FillsAtTheWorseOpen()
    {
        _bench.Buy(1m);
        _bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 95m);
        _bench.Bar(80m, 99m, 79m, 99m);
        Assert.Equal(80m, _bench.LastFill.Price.Value);
    }

    [Fact]
    public void Stop_OfAShort_TriggersAboveWithSlippageOnTop()
    {
        var bench = new VenueBench(VenueBench.Exact with { HalfSpreadBps = 100m }).At(100m);
        bench.Sell(1m);
        bench.Place(OrderSide.Buy, 1m, OrderType.StopMarket, 105m);
        bench.Bar(100m, 106m, 99m, 100m);
        Assert.Equal(106.1m, bench.LastFill.Price.Value); // 105 x 1.01 = 106.05, up to the tick
    }

    [Fact]
    public void StopAndTakeProfit_BothInARisingBar_TheLowComesFirst()
    {
        _bench.Buy(1m);
        var stop = _bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 95m);
        var profit = _bench.Place(OrderSide.Sell, 1m, OrderType.TakeProfitMarket, 105m);
        _bench.Bar(100m, 106m, 94m, 101m);
        Assert.Equal(VenueOrderStatus.Filled, _bench.Find(stop).Status);
        Assert.Equal(VenueOrderStatus.Expired, _bench.Find(profit).Status);
        Assert.Equal(2, _bench.Fills.Count);
    }

    [Fact]
    public void StopAndTakeProfit_BothInAFallingBar_TheHighComesFirst()
    {
        _bench.Buy(1m);
        _bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 95m);
        var profit = _bench.Place(OrderSide.Sell, 1m, OrderType.TakeProfitMarket, 105m);
        _bench.Bar(100m, 106m, 94m, 99m);
        Assert.Equal((VenueOrderStatus.Filled, 105m), (_bench.Find(profit).Status, _bench.LastFill.Price.Value));
    }

    [Fact]
    public void TwoTakeProfits_TakeTheirParts()
    {
        _bench.Buy(1m);
        _bench.Place(OrderSide.Sell, 0.4m, OrderType.TakeProfitMarket, 105m);
        _bench.Place(OrderSide.Sell, 0.6m, OrderType.TakeProfitMarket, 110m);
        _bench.Bar(100m, 107m, 100m, 106m);
        Assert.Equal(0.6m, _bench.Position!.Quantity.Value);
        _bench.Bar(106m, 110m, 106m, 108m);
        Assert.Null(_bench.Position);
        Assert.Equal([0m, 2m, 6m], _bench.Fills.Select(f => f.RealisedPnl.Value));
    }

    [Fact]
    public void Conditionals_AreListedAndCanceledApart()
    {
        _bench.Buy(1m);
        var limit = _bench.Place(OrderSide.Sell, 1m, OrderType.Limit, 120m);
        var stop = _bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 90m);
        Assert.Equal(limit.Value, Assert.Single(_bench.Venue.OpenOrders()).ClientOrderId);
        Assert.Equal(stop.Value, Assert.Single(_bench.Venue.OpenConditionalOrders()).ClientOrderId);
        Assert.Equal(new CancelOutcome.Canceled(1), _bench.Venue.CancelAll(VenueBench.Btc, _bench.Now));
        Assert.Single(_bench.Venue.OpenConditionalOrders());
        Assert.Equal(new CancelOutcome.Canceled(1), _bench.Venue.CancelAllConditional(VenueBench.Btc, _bench.Now));
        Assert.Empty(_bench.Venue.OpenConditionalOrders());
        Assert.Equal(new CancelOutcome.Canceled(0), _bench.Venue.CancelAllConditional(VenueBench.Btc, _bench.Now));
        Assert.Equal(new CancelOutcome.NotOpen(), _bench.Venue.Cancel(VenueBench.Btc, stop, _bench.Now));
    }

    [Fact]
    public void TriggeredStop_PartlyFilled_IsARegularOrderWithTheSameIds()
    {
        var bench = new VenueBench(VenueBench.Exact with { PartialFillProbability = Fraction.One }).At(100m);
        bench.Buy(1m);
        bench.At(100m);
        var stop = bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 95m);
        bench.Bar(100m, 100m, 90m, 92m);
        Assert.Empty(bench.Venue.OpenConditionalOrders());
        Assert.Equal((stop.Value, 0.5m), (Assert.Single(bench.Venue.OpenOrders()).ClientOrderId, bench.Position!.Quantity.Value));
        bench.At(91m);
        Assert.Null(bench.Position);
        Assert.Equal([95m, 91m], bench.Fills.Skip(2).Select(f => f.Price.Value));
    }

    [Fact]
    public void StopEntry_WithoutMarginWhenItTriggers_IsRejectedThen()
    {
        var bench = new VenueBench(VenueBench.Exact with { StartingBalance = new(100m) }).At(100m);
        var id = bench.Place(OrderSide.Buy, 50m, OrderType.StopMarket, 105m, reduceOnly: false);
        bench.Bar(100m, 106m, 100m, 106m);
        Assert.Equal(VenueOrderStatus.Rejected, bench.Find(id).Status);
        Assert.Null(bench.Position);
    }

    [Fact]
    public void Bar_NotAfterTheLast_IsIgnoredAndCountedWhileSomethingIsHeld()
    {
        _bench.Buy(1m);
        _bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 95m);
        _bench.Skip(TimeSpan.FromMinutes(-1)).At(50m);
        Assert.Equal((1L, 1m, 100m), (_bench.Venue.BarsIgnored, _bench.Position!.Quantity.Value, _bench.Position.MarkPrice.Value));
        _bench.Bar(90m, 80m, 95m, 90m);
        Assert.Equal(2, _bench.Venue.BarsIgnored);
    }

    [Fact]
    public void Bar_OfAnUnknownSymbol_SaysWhatToDo() =>
        Assert.Contains("XRPUSDT", Assert.Throws<ArgumentException>(() => _bench.At(1m, Symbol.Create("XRPUSDT"))).Message, StringComparison.Ordinal);
}
