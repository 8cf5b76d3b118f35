using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Paper;

public class PaperVenueFilterTests
{
    private readonly VenueBench _bench = new VenueBench().At(100m);

    [Fact]
    public void Submit_UnknownSymbol_Is1121() =>
        VenueBench.AssertRejected(-1121, _bench.Buy(1m, symbol: Symbol.Create("NOPEUSDT")));

    [Fact]
    public void Submit_BeforeTheFirstBar_Is1112() =>
        VenueBench.AssertRejected(-1112, _bench.Buy(1m, symbol: VenueBench.Eth));

    [Theory]
    [InlineData("0", -4003)]
    [InlineData("-1", -4003)]
    [InlineData("0.0015", -1111)]
    [InlineData("100.001", -4005)]
    [InlineData("0.049", -4164)]
    public void MarketQuantity_OutsideTheRules_IsRefused(string quantity, int code) =>
        VenueBench.AssertRejected(code, _bench.Buy(decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void MarketQuantity_ExactlyAtTheBounds_IsTaken()
    {
        var bench = new VenueBench(VenueBench.Exact with { StartingBalance = new(1_000_000m) }).At(100m);
        Assert.IsType<SubmitOutcome.Accepted>(bench.Buy(100m));
        Assert.IsType<SubmitOutcome.Accepted>(bench.Buy(0.05m));
    }

    [Fact]
    public void QuantityMin_AboveTheStep_Is4004()
    {
        var bench = new VenueBench(instruments: [VenueBench.Rules(VenueBench.Btc) with { QuantityMin = new(0.1m) }]).At(100m);
        VenueBench.AssertRejected(-4004, bench.Buy(0.099m));
    }

    [Fact]
    public void LimitQuantity_AboveTheMarketLot_IsTakenUpToItsOwnMaximum()
    {
        Assert.IsType<SubmitOutcome.Accepted>(_bench.Send(_bench.Intent(OrderSide.Buy, 101m, OrderType.Limit, 50m)));
        VenueBench.AssertRejected(-4005, _bench.Send(_bench.Intent(OrderSide.Buy, 1_000.001m, OrderType.Limit, 50m)));
    }

    [Fact]
    public void StopQuantity_AboveTheMarketLot_Is4005()
    {
        _bench.Buy(1m);
        VenueBench.AssertRejected(-4005, _bench.Send(_bench.Intent(OrderSide.Sell, 100.001m, OrderType.StopMarket, 90m, reduceOnly: true)));
    }

    [Fact]
    public void Prices_MissingSuperfluousOffTickOrNotPositive_AreRefused()
    {
        VenueBench.AssertRejected(-1102, _bench.Send(_bench.Intent(OrderSide.Buy, 1m, OrderType.Limit)));
        VenueBench.AssertRejected(-1102, _bench.Send(_bench.Intent(OrderSide.Buy, 1m, OrderType.StopMarket)));
        VenueBench.AssertRejected(-1106, _bench.Send(_bench.Intent(OrderSide.Buy, 1m) with { LimitPrice = new(90m) }));
        VenueBench.AssertRejected(-4014, _bench.Send(_bench.Intent(OrderSide.Buy, 1m, OrderType.Limit, 90.05m)));
        VenueBench.AssertRejected(-4001, _bench.Send(_bench.Intent(OrderSide.Buy, 1m, OrderType.Limit, 0m)));
    }

    [Fact]
    public void ClientId_OfAnOpenOrder_Is4116AndOfAFinishedOneIsFree()
    {
        Assert.IsType<SubmitOutcome.Accepted>(_bench.Send(_bench.Intent(OrderSide.Buy, 1m, OrderType.Limit, 90m, id: "same")));
        VenueBench.AssertRejected(-4116, _bench.Send(_bench.Intent(OrderSide.Buy, 1m, id: "same")));
        _bench.Venue.Cancel(VenueBench.Btc, ClientOrderId.Create("same"), _bench.Now);
        Assert.Equal(VenueOrderStatus.Canceled, _bench.Find(ClientOrderId.Create("same")).Status);
        Assert.IsType<SubmitOutcome.Accepted>(_bench.Send(_bench.Intent(OrderSide.Buy, 1m, id: "same")));
        Assert.Equal(VenueOrderStatus.Filled, _bench.Find(ClientOrderId.Create("same")).Status);
    }

    [Theory]
    [InlineData(OrderSide.Sell, OrderType.StopMarket, 100, true)]
    [InlineData(OrderSide.Sell, OrderType.StopMarket, 101, true)]
    [InlineData(OrderSide.Sell, OrderType.StopMarket, 99, false)]
    [InlineData(OrderSide.Sell, OrderType.TakeProfitMarket, 100, true)]
    [InlineData(OrderSide.Sell, OrderType.TakeProfitMarket, 101, false)]
    [InlineData(OrderSide.Buy, OrderType.StopMarket, 100, true)]
    [InlineData(OrderSide.Buy, OrderType.StopMarket, 101, false)]
    [InlineData(OrderSide.Buy, OrderType.TakeProfitMarket, 100, true)]
    [InlineData(OrderSide.Buy, OrderType.TakeProfitMarket, 99, false)]
    public void Conditional_AlreadyReached_Is2021(OrderSide side, OrderType type, int trigger, bool isRefused)
    {
        var outcome = _bench.Send(_bench.Intent(side, 1m, type, trigger));
        if (isRefused) VenueBench.AssertRejected(-2021, outcome);
        else Assert.IsType<SubmitOutcome.Accepted>(outcome);
    }

    [Fact]
    public void Margin_BeyondWhatIsAvailable_Is2019()
    {
        _bench.Venue.SetLeverage(VenueBench.Btc, new(10m));
        VenueBench.AssertRejected(-2019, new VenueBench(VenueBench.Exact with { StartingBalance = new(100m) }).At(100m).Buy(20m));
        var bench = new VenueBench(VenueBench.Exact with { StartingBalance = new(100m) }).At(100m);
        bench.Venue.SetLeverage(VenueBench.Btc, new(10m));
        VenueBench.AssertRejected(-2019, bench.Buy(9.961m)); // 99.61 margin and 0.39844 fee
        Assert.IsType<SubmitOutcome.Accepted>(bench.Buy(9.96m)); // 99.60 and 0.3984
        VenueBench.AssertRejected(-2019, bench.Buy(0.05m));
        Assert.IsType<SubmitOutcome.Accepted>(bench.Sell(9.96m)); // taking away needs none
    }

    [Fact]
    public void Margin_HeldByOpenOrders_IsNotAvailable()
    {
        var bench = new VenueBench(VenueBench.Exact with { StartingBalance = new(100m) }).At(100m);
        bench.Venue.SetLeverage(VenueBench.Btc, new(1m));
        bench.Place(OrderSide.Buy, 1m, OrderType.Limit, 90m, reduceOnly: false);
        Assert.Equal(10m, bench.Account.AvailableBalance.Value);
        VenueBench.AssertRejected(-2019, bench.Buy(0.2m));
        bench.Venue.CancelAll(VenueBench.Btc, bench.Now);
        Assert.IsType<SubmitOutcome.Accepted>(bench.Buy(0.2m));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("2.5", false)]
    [InlineData("100", true)]
    [InlineData("101", false)]
    public void Leverage_OutsideTheSymbolsRange_Is4028(string leverage, bool isTaken)
    {
        var outcome = _bench.Venue.SetLeverage(VenueBench.Btc, new(decimal.Parse(leverage, System.Globalization.CultureInfo.InvariantCulture)));
        if (isTaken) Assert.IsType<SubmitOutcome.Accepted>(outcome);
        else VenueBench.AssertRejected(-4028, outcome);
    }

    [Fact]
    public void Leverage_LoweredBelowWhatTheMarginAllows_Is2028AndStays()
    {
        _bench.Venue.SetLeverage(VenueBench.Btc, new(100m));
        _bench.Buy(100m);
        _bench.Buy(100m);
        VenueBench.AssertRejected(-2028, _bench.Venue.SetLeverage(VenueBench.Btc, new(1m)));
        Assert.Equal(100m, _bench.Position!.Leverage.Value);
    }

    [Fact]
    public void OpenOrders_PastTheVenuesLimit_AreRefused()
    {
        for (var i = 0; i < 200; i++) _bench.Place(OrderSide.Buy, 0.1m, OrderType.Limit, 50m, reduceOnly: false);
        VenueBench.AssertRejected(-2025, _bench.Buy(1m));
        for (var i = 0; i < 200; i++) _bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 50m, reduceOnly: false);
        VenueBench.AssertRejected(-4045, _bench.Send(_bench.Intent(OrderSide.Sell, 1m, OrderType.StopMarket, 50m)));
    }

    [Fact]
    public void OneWay_WithALeg_Is4061AndHedgeWithoutToo()
    {
        VenueBench.AssertRejected(-4061, _bench.Buy(1m, leg: PositionSide.Long));
        var hedge = new VenueBench(VenueBench.Exact with { HedgeMode = true }).At(100m);
        VenueBench.AssertRejected(-4061, hedge.Buy(1m));
    }

    [Fact]
    public void Settings_OutOfRange_NameTheMemberAndTheRange()
    {
        var broken = new PaperSettings { TakerFee = new(0.5m), LatencyMin = TimeSpan.FromSeconds(1), LatencyMax = TimeSpan.Zero, PartialFillShare = Fraction.One };
        Assert.Equal(3, broken.Problems().Count);
        Assert.Contains("TakerFee is 0.5; it must be from 0 to 0.01.", Assert.Throws<ArgumentException>(() => new VenueBench(broken)).Message, StringComparison.Ordinal);
        Assert.Empty(new PaperSettings().Problems());
    }
}
