using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Paper;

public class PaperVenueHotPathTests
{
    [Fact]
    public void OnBar_Idle_AllocatesNothing() => Assert.Equal(0, Allocated(new VenueBench().At(100m)));

    [Fact]
    public void OnBar_PositionWithStopAndTarget_AllocatesNothing()
    {
        var bench = new VenueBench().At(100m);
        bench.Buy(1m);
        bench.Place(OrderSide.Sell, 1m, OrderType.StopMarket, 50m);
        bench.Place(OrderSide.Sell, 1m, OrderType.TakeProfitMarket, 150m);
        bench.Drain();
        Assert.Equal(0, Allocated(bench));
        Assert.Single(bench.Fills);
    }

    [Fact]
    public void OnBar_WalkedButNothingHappens_AllocatesNothing()
    {
        var bench = new VenueBench(VenueBench.Exact with { FundingRate = Fraction.Zero, StartingBalance = new(30m), TakerFee = Fraction.Zero }).At(100m);
        bench.Buy(4m); // so near to liquidation that bars leave the quiet band
        bench.Drain();
        Assert.Equal(0, Allocated(bench));
        Assert.Single(bench.Fills);
    }

    private static long Allocated(VenueBench bench)
    {
        Run(bench, 200);
        return Allocations.Least(() => Run(bench, 200));
    }

    private static void Run(VenueBench bench, int bars)
    {
        for (var i = 0; i < bars; i++)
        {
            var price = 100m + (i % 5);
            bench.Bar(price, price + 1m, price - 1m, price + 0.5m);
        }
    }
}
