using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Paper;

public class PaperVenueReduceOnlyTests
{
    private static readonly Fraction Always = Fraction.One;
    private readonly VenueBench _bench = new VenueBench().At(100m);

    [Fact]
    public void ReduceOnly_Flat_Is2022() => VenueBench.AssertRejected(-2022, _bench.Sell(1m, reduceOnly: true));

    [Fact]
    public void ReduceOnly_OnThePositionsOwnSide_Is2022()
    {
        _bench.Buy(1m);
        VenueBench.AssertRejected(-2022, _bench.Buy(1m, reduceOnly: true));
    }

    [Fact]
    public void ReduceOnly_LargerThanThePosition_ShrinksToItAndIsFilled()
    {
        _bench.Buy(1m);
        var intent = _bench.Intent(OrderSide.Sell, 5m, reduceOnly: true);
        _bench.Send(intent);
        Assert.Null(_bench.Position);
        Assert.Equal((1m, 0m), (_bench.LastFill.Quantity.Value, _bench.LastFill.Remaining.Value));
        Assert.Equal((VenueOrderStatus.Filled, 1m), (_bench.Find(intent.ClientOrderId).Status, _bench.Find(intent.ClientOrderId).Quantity.Value));
    }

    [Fact]
    public void ReduceOnly_BelowTheMinimumValue_IsTaken()
    {
        _bench.Buy(1m);
        Assert.IsType<SubmitOutcome.Accepted>(_bench.Sell(0.001m, reduceOnly: true));
    }

    [Fact]
    public void RestingReduceOnly_WhenThePositionGoes_Expires()
    {
        _bench.Buy(1m);
        var id = _bench.Place(OrderSide.Sell, 1m, OrderType.Limit, 120m);
        _bench.Sell(1m);
        Assert.Equal(VenueOrderStatus.Expired, _bench.Find(id).Status);
        Assert.Empty(_bench.Venue.OpenOrders());
    }

    [Fact]
    public void RestingReduceOnly_WhenThePositionFlips_Expires()
    {
        _bench.Buy(1m);
        var id = _bench.Place(OrderSide.Sell, 1m, OrderType.Limit, 120m);
        _bench.Sell(3m);
        Assert.Equal(VenueOrderStatus.Expired, _bench.Find(id).Status);
    }

    [Fact]
    public void OrphanStop_StaysOpenAndExpiresWithoutAFillWhenItTriggers()
    {
        _bench.Buy(1m);
        var id = _bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 90m);
        _bench.Sell(1m);
        Assert.Equal(VenueOrderStatus.New, _bench.Find(id).Status);
        var fills = _bench.Fills.Count;
        _bench.Bar(95m, 95m, 85m, 85m);
        Assert.Equal((VenueOrderStatus.Expired, fills), (_bench.Find(id).Status, _bench.Fills.Count));
        Assert.Null(_bench.Position);
    }

    [Fact]
    public void PartlyFilledReduceOnly_WhosePositionGoesMeanwhile_ExpiresWithWhatItHad()
    {
        var bench = new VenueBench(VenueBench.Exact with { PartialFillProbability = Always }).At(100m);
        bench.Buy(1m);
        bench.At(100m);
        var close = bench.Intent(OrderSide.Sell, 1m, reduceOnly: true);
        bench.Send(close);
        Assert.Equal(0.5m, bench.Find(close.ClientOrderId).FilledQuantity.Value);
        var second = bench.Intent(OrderSide.Sell, 1m, reduceOnly: true);
        bench.Send(second);
        bench.At(100m);
        Assert.Null(bench.Position);
        Assert.Empty(bench.Venue.OpenOrders());
        Assert.Equal(1m, bench.Find(close.ClientOrderId).FilledQuantity.Value + bench.Find(second.ClientOrderId).FilledQuantity.Value);
    }

    [Fact]
    public void Hedge_LongAndShort_AreHeldApartAndReducedByTheirOwnSide()
    {
        var bench = new VenueBench(VenueBench.Exact with { HedgeMode = true }).At(100m);
        bench.Buy(2m, leg: PositionSide.Long);
        bench.Sell(1m, leg: PositionSide.Short);
        Assert.Equal(2, bench.Account.Positions.Count);
        bench.At(110m);
        bench.Sell(5m, leg: PositionSide.Long);
        Assert.Equal((2m, 20m), (bench.LastFill.Quantity.Value, bench.LastFill.RealisedPnl.Value));
        Assert.Equal((Direction.Short, PositionSide.Short), (bench.Position!.Direction, bench.Position.PositionSide));
        VenueBench.AssertRejected(-2022, bench.Sell(1m, leg: PositionSide.Long));
        VenueBench.AssertRejected(-2022, bench.Sell(1m, reduceOnly: true, leg: PositionSide.Short));
        bench.Buy(1m, leg: PositionSide.Short);
        Assert.Equal(-10m, bench.LastFill.RealisedPnl.Value);
        Assert.Null(bench.Position);
    }
}
