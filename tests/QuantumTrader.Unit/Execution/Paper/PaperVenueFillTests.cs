using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Paper;

public class PaperVenueFillTests
{
    [Fact]
    public void MarketBuy_ThenSellHigher_BooksPnlAndTakerFees()
    {
        var bench = new VenueBench().At(50_000m);
        Assert.IsType<SubmitOutcome.Accepted>(bench.Buy(0.1m));
        Assert.Equal(10_000m - 2m, bench.Wallet); // 0.04 % of 5,000
        bench.At(51_000m);
        Assert.Equal(100m, bench.Account.UnrealisedPnl.Value);
        bench.Sell(0.1m, reduceOnly: true);
        Assert.Equal(100m, bench.LastFill.RealisedPnl.Value);
        Assert.Equal(2.04m, bench.LastFill.Fee.Value);
        Assert.Equal(10_000m + 100m - 2m - 2.04m, bench.Wallet);
        Assert.Null(bench.Position);
    }

    [Fact]
    public void MarketBuy_Added_AveragesTheEntry()
    {
        var bench = new VenueBench().At(100m);
        bench.Buy(1m);
        bench.At(130m);
        bench.Buy(2m);
        Assert.Equal(120m, bench.Position!.EntryPrice.Value);
        Assert.Equal(3m, bench.Position.Quantity.Value);
        Assert.Equal(0m, bench.LastFill.RealisedPnl.Value);
    }

    [Fact]
    public void MarketSell_MoreThanTheLong_FlipsWithTheClosedPartRealised()
    {
        var bench = new VenueBench().At(100m);
        bench.Buy(1m);
        bench.At(110m);
        bench.Sell(3m);
        Assert.Equal(10m, bench.LastFill.RealisedPnl.Value);
        Assert.Equal((Direction.Short, 2m, 110m), (bench.Position!.Direction, bench.Position.Quantity.Value, bench.Position.EntryPrice.Value));
        bench.At(100m);
        bench.Buy(2m);
        Assert.Equal(20m, bench.LastFill.RealisedPnl.Value);
    }

    [Fact]
    public void MarketOrder_SpreadAndSlippage_AlwaysCostTheTaker()
    {
        var bench = new VenueBench(VenueBench.Exact with { HalfSpreadBps = 5m, SlippageBps = 10m }).At(1_000m);
        bench.Buy(0.01m);
        Assert.InRange(bench.LastFill.Price.Value, 1_000.5m, 1_001.5m);
        bench.Sell(0.01m);
        Assert.InRange(bench.LastFill.Price.Value, 998.5m, 999.5m);
    }

    [Fact]
    public void MarketOrder_Larger_SlipsMore()
    {
        var settings = VenueBench.Exact with { SlippageBps = 1m, SlippageBpsPerMillion = 1_000m, StartingBalance = new(10_000_000m) };
        var small = new VenueBench(settings).At(1_000m);
        var large = new VenueBench(settings).At(1_000m);
        small.Buy(1m);
        large.Buy(100m);
        Assert.True(large.LastFill.Price > small.LastFill.Price);
    }

    [Fact]
    public void LimitBuy_BelowTheMarket_RestsAndFillsAtItsPriceAsMaker()
    {
        var bench = new VenueBench().At(100m);
        var id = bench.Place(OrderSide.Buy, 1m, OrderType.Limit, 95m, reduceOnly: false);
        bench.Bar(100m, 101m, 95.1m, 100m);
        Assert.Empty(bench.Fills);
        bench.Bar(100m, 101m, 95m, 100m);
        Assert.Equal((95m, 0.019m), (bench.LastFill.Price.Value, bench.LastFill.Fee.Value));
        Assert.Equal(VenueOrderStatus.Filled, bench.Find(id).Status);
    }

    [Fact]
    public void LimitBuy_WithSpread_NeedsTheMarketToTradeThrough()
    {
        var bench = new VenueBench(VenueBench.Exact with { HalfSpreadBps = 100m }).At(100m);
        bench.Place(OrderSide.Buy, 1m, OrderType.Limit, 95m, reduceOnly: false);
        bench.Bar(100m, 100m, 94.5m, 100m);
        Assert.Empty(bench.Fills);
        bench.Bar(100m, 100m, 94m, 100m);
        Assert.Equal(95m, bench.LastFill.Price.Value);
    }

    [Fact]
    public void LimitBuy_AboveTheMarket_TakesAtTheMarketNotAtItsLimit()
    {
        var bench = new VenueBench().At(100m);
        bench.Place(OrderSide.Buy, 1m, OrderType.Limit, 120m, reduceOnly: false);
        Assert.Equal((100m, 0.04m), (bench.LastFill.Price.Value, bench.LastFill.Fee.Value));
    }

    [Fact]
    public void LimitSell_GappedOver_StillFillsAtItsLimit()
    {
        var bench = new VenueBench().At(100m);
        bench.Buy(1m);
        bench.Place(OrderSide.Sell, 1m, OrderType.Limit, 110m);
        bench.At(120m);
        Assert.Equal(110m, bench.LastFill.Price.Value);
    }

    [Fact]
    public void MarketOrder_PartlyFilled_TheRestFillsAtTheNextOpen()
    {
        var bench = new VenueBench(VenueBench.Exact with { PartialFillProbability = Fraction.One, PartialFillShare = new(0.3m) }).At(100m);
        var intent = bench.Intent(OrderSide.Buy, 1.001m);
        bench.Send(intent);
        Assert.Equal((0.3m, 0.701m), (bench.LastFill.Quantity.Value, bench.LastFill.Remaining.Value));
        Assert.Equal(VenueOrderStatus.PartiallyFilled, Assert.Single(bench.Venue.OpenOrders()).Status);
        bench.Bar(104m, 108m, 90m, 95m);
        Assert.Equal((0.701m, 104m, 0m), (bench.LastFill.Quantity.Value, bench.LastFill.Price.Value, bench.LastFill.Remaining.Value));
        var order = bench.Find(intent.ClientOrderId);
        Assert.Equal(VenueOrderStatus.Filled, order.Status);
        Assert.Equal(((0.3m * 100m) + (0.701m * 104m)) / 1.001m, order.AveragePrice!.Value.Value);
    }

    [Fact]
    public void LimitOrder_PartlyFilled_WaitsForTheNextBarToTouchIt()
    {
        var bench = new VenueBench(VenueBench.Exact with { PartialFillProbability = Fraction.One }).At(100m);
        bench.Place(OrderSide.Buy, 1m, OrderType.Limit, 95m, reduceOnly: false);
        bench.Bar(100m, 101m, 90m, 100m);
        Assert.Equal(0.5m, Assert.Single(bench.Fills).Quantity.Value);
        bench.Bar(100m, 101m, 96m, 100m);
        Assert.Single(bench.Fills);
        bench.Bar(100m, 101m, 94m, 100m);
        Assert.Equal([0.5m, 0.5m], bench.Fills.Select(f => f.Quantity.Value));
    }

    [Fact]
    public void Updates_OfOneOrder_ComeAsNewThenFillThenFilled()
    {
        var bench = new VenueBench().At(100m);
        bench.Buy(1m);
        var updates = bench.Drain();
        Assert.Equal(VenueOrderStatus.New, Assert.IsType<ExchangeUpdate.OrderChanged>(updates[0]).Order.Status);
        Assert.Equal(1, Assert.IsType<ExchangeUpdate.Filled>(updates[1]).Fill.FillId);
        Assert.Equal(VenueOrderStatus.Filled, Assert.IsType<ExchangeUpdate.OrderChanged>(updates[2]).Order.Status);
        Assert.Equal(3, updates.Count);
        Assert.Empty(bench.Drain());
    }

    [Fact]
    public void History_PastItsBound_EvictsCountsAndKeepsTheLatest()
    {
        var bench = new VenueBench(VenueBench.Exact with { HistoryMax = 100 }).At(100m);
        for (var i = 0; i < 120; i++)
        {
            bench.Buy(0.1m);
            bench.Sell(0.1m);
        }

        var state = bench.Venue.Export();
        Assert.Equal((100, 140L, 100, 140L), (state.Fills.Count, state.FillsEvicted, state.FinishedOrders.Count, state.FinishedOrdersEvicted));
        Assert.Equal(141, bench.Venue.FillsAfter(0)[0].FillId);
        Assert.Equal([239L, 240L], bench.Venue.FillsAfter(238).Select(f => f.FillId));
        Assert.Empty(bench.Venue.FillsAfter(240));
        Assert.IsType<OrderLookup.NotFound>(bench.Venue.FindOrder(VenueBench.Btc, ClientOrderId.Create("o140")));
        Assert.IsType<OrderLookup.Found>(bench.Venue.FindOrder(VenueBench.Btc, ClientOrderId.Create("o141")));
        Assert.IsType<OrderLookup.NotFound>(bench.Venue.FindOrder(VenueBench.Eth, ClientOrderId.Create("o141")));
    }

    [Fact]
    public void Transfer_InAndOut_MovesTheWalletAndIsTold()
    {
        var bench = new VenueBench();
        bench.Venue.Transfer(new(500m), bench.Now);
        VenueBench.AssertRejected(-2018, bench.Venue.Transfer(new(-10_500.01m), bench.Now));
        Assert.IsType<SubmitOutcome.Accepted>(bench.Venue.Transfer(new(-10_500m), bench.Now));
        Assert.Equal((0m, -10_000m), (bench.Wallet, bench.Account.NetTransfers.Value));
        Assert.Equal([500m, -10_500m], bench.Drain().Cast<ExchangeUpdate.Transferred>().Select(t => t.Amount.Value));
    }
}
