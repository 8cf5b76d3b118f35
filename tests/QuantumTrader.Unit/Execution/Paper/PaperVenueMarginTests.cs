using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Paper;

public class PaperVenueMarginTests
{
    private static readonly PaperSettings Small = VenueBench.Exact with { StartingBalance = new(1_000m), TakerFee = Fraction.Zero, MaintenanceMarginRate = new(0.01m) };

    [Fact]
    public void Funding_AtEachEighthHour_IsPaidByTheLong()
    {
        var bench = new VenueBench(VenueBench.Exact with { FundingRate = new(0.001m), TakerFee = Fraction.Zero }).At(100m); // 01:00
        bench.Buy(10m);
        bench.Skip(TimeSpan.FromHours(6)).At(100m); // closes 07:02
        Assert.Equal(10_000m, bench.Wallet);
        bench.Skip(TimeSpan.FromMinutes(57)).At(110m); // closes at 08:00
        Assert.Equal(10_000m - 1.1m, bench.Wallet);
        bench.At(110m);
        Assert.Equal(10_000m - 1.1m, bench.Wallet);
        Assert.Equal(-1.1m, Assert.Single(bench.Drain().OfType<ExchangeUpdate.FundingPaid>()).Amount.Value);
    }

    [Fact]
    public void Funding_OverAGapOfTwoBoundaries_IsPaidTwiceAtTheLastPrice()
    {
        var bench = new VenueBench(VenueBench.Exact with { FundingRate = new(0.001m), TakerFee = Fraction.Zero }).At(100m);
        bench.Sell(10m);
        bench.Skip(TimeSpan.FromHours(16)).At(200m);
        Assert.Equal([1m, 1m], bench.Drain().OfType<ExchangeUpdate.FundingPaid>().Select(f => f.Amount.Value));
        Assert.Equal(10_002m, bench.Wallet);
    }

    [Fact]
    public void Funding_WhileFlat_IsNeverMadeUpFor()
    {
        var bench = new VenueBench(VenueBench.Exact with { FundingRate = new(0.001m), TakerFee = Fraction.Zero }).At(100m);
        bench.Skip(TimeSpan.FromHours(20)).At(100m);
        bench.Buy(10m);
        bench.At(100m);
        Assert.Equal(10_000m, bench.Wallet);
    }

    [Fact]
    public void Liquidation_OfALong_HappensWhereTheAccountSays()
    {
        var bench = new VenueBench(Small).At(100m);
        bench.Buy(50m); // 1,000 + 50(p - 100) = 0.5 p  =>  p = 4,000 / 49.5
        var expected = 4_000m / 49.5m;
        Assert.Equal(expected, bench.Position!.LiquidationPrice!.Value.Value, 6);
        bench.Bar(100m, 100m, 80.9m, 81m);
        Assert.NotNull(bench.Position);
        bench.Bar(81m, 81m, 75m, 78m);
        Assert.Null(bench.Position);
        Assert.True(bench.LastFill.IsLiquidation);
        Assert.Equal(80.8m, bench.LastFill.Price.Value); // 80.808..., down to the tick
        Assert.StartsWith(PaperVenue.LiquidationPrefix, bench.LastFill.ClientOrderId, StringComparison.Ordinal);
        Assert.Equal(1_000m - (50m * 19.2m), bench.Wallet);
    }

    [Fact]
    public void Liquidation_OfAShort_HappensAbove()
    {
        var bench = new VenueBench(Small).At(100m);
        bench.Sell(50m);
        Assert.Equal(6_000m / 50.5m, bench.Position!.LiquidationPrice!.Value.Value, 6);
        bench.Bar(100m, 118.8m, 100m, 118m);
        Assert.NotNull(bench.Position);
        bench.Bar(118m, 119m, 118m, 118m);
        Assert.Null(bench.Position);
    }

    [Fact]
    public void Liquidation_OverAGap_TakesTheOpenAndShowsTheDebt()
    {
        var bench = new VenueBench(Small).At(100m);
        bench.Buy(50m);
        bench.At(70m);
        Assert.Equal(70m, bench.LastFill.Price.Value);
        Assert.Equal(-500m, bench.Wallet);
        Assert.Equal(0m, bench.Account.AvailableBalance.Value);
        VenueBench.AssertRejected(-2019, bench.Buy(1m));
    }

    [Fact]
    public void Stop_BeforeTheLiquidationPrice_SavesTheAccount()
    {
        var bench = new VenueBench(Small).At(100m);
        bench.Buy(50m);
        bench.Place(OrderSide.Sell, 50m, OrderType.StopMarket, 85m);
        bench.Bar(100m, 100m, 70m, 72m);
        Assert.False(bench.LastFill.IsLiquidation);
        Assert.Equal(85m, bench.LastFill.Price.Value);
    }

    [Fact]
    public void Liquidation_CancelsRegularOrdersAndTakesTheWorstLegFirst()
    {
        var bench = new VenueBench(Small).At(100m).At(100m, VenueBench.Eth);
        bench.Buy(40m);
        bench.Buy(10m, symbol: VenueBench.Eth);
        bench.Place(OrderSide.Buy, 1m, OrderType.Limit, 50m, reduceOnly: false);
        bench.Bar(100m, 100m, 76m, 76m);
        Assert.Equal(VenueBench.Btc, bench.LastFill.Symbol);
        Assert.True(bench.LastFill.IsLiquidation);
        Assert.Equal(VenueBench.Eth, bench.Position!.Symbol);
        Assert.Empty(bench.Venue.OpenOrders());
    }

    [Fact]
    public void Liquidation_FromManySmallLossesInTwoSymbols_IsSeenAlthoughNoBarIsLarge()
    {
        var bench = new VenueBench(Small).At(100m).At(100m, VenueBench.Eth);
        bench.Buy(25m);
        bench.Buy(25m, symbol: VenueBench.Eth);
        var price = 100m;
        while (bench.Account.Positions.Count == 2)
        {
            price -= 0.1m;
            bench.At(price).At(price, VenueBench.Eth);
            Assert.True(price > 75m, "never liquidated");
        }

        Assert.InRange(price, 80.6m, 80.8m); // as one position of 50 would be
    }

    [Fact]
    public void Account_ShowsMarginAvailableAndNoLiquidationPriceWhenCoveredToZero()
    {
        var bench = new VenueBench(VenueBench.Exact with { TakerFee = Fraction.Zero }).At(100m);
        bench.Venue.SetLeverage(VenueBench.Btc, new(5m));
        bench.Buy(10m);
        bench.At(120m);
        Assert.Equal((240m, 10_200m - 240m, 10_200m), (bench.Position!.Margin.Value, bench.Account.AvailableBalance.Value, bench.Account.Equity.Value));
        Assert.Null(bench.Position.LiquidationPrice);
    }
}
