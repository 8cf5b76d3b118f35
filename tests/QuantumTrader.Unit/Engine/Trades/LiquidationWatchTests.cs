using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine;

namespace QuantumTrader.Unit.Engine.Trades;

/// <summary>A position near its liquidation is made smaller, half of it for each reading that shows it so; mark 50,000, limit 4 %.</summary>
public sealed class LiquidationWatchTests : IDisposable
{
    private const decimal Near = 48_001m;
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Look_TooNear_ClosesHalfAndSaysSo()
    {
        var trade = Hold(Near);

        Look();

        var after = _bench.Trade(trade.TradeId);
        Assert.Equal((TradePhase.Open, 0.005m, 0.005m), (after.Phase, after.QuantityOpen.Value, _bench.Venue.HeldOf(EngineBench.Btc)));
        var exit = _bench.Of<OrderIntended>().Single(o => o.Purpose == OrderPurpose.Exit);
        Assert.Equal((true, ExitReasons.LiquidationNear), (exit.ReduceOnly, exit.Reason));
        Assert.Contains(after.Orders, o => o.Purpose == OrderPurpose.StopLoss && o.Quantity >= after.QuantityOpen);
        var told = Assert.Single(_bench.Of<LiquidationNear>());
        Assert.Equal((EngineBench.Btc, trade.TradeId, true, 0.03998m), (told.Symbol, told.TradeId, told.IsReduced, told.Distance!.Value.Value));
    }

    [Fact]
    public void Look_AtAShort_TooNear_ClosesHalf()
    {
        Hold(51_999m, Direction.Short);

        Look();

        Assert.Equal(-0.005m, _bench.Venue.HeldOf(EngineBench.Btc));
    }

    [Theory]
    [InlineData(48_000.0)]
    [InlineData(null)]
    public void Look_AtTheLimitOrNoPrice_DoesNothing(double? price)
    {
        Hold((decimal?)price);

        Look();

        Nothing();
    }

    [Fact]
    public void Look_TheSameReadingAgain_ReducesOnce_AndANewerOneAgain()
    {
        Hold(Near);
        Look();
        _bench.Do(() => _ = _bench.Engine.WatchLiquidationAsync());
        _bench.Do(() => _ = _bench.Engine.WatchLiquidationAsync());
        Assert.Equal(0.005m, _bench.Venue.HeldOf(EngineBench.Btc));

        _bench.Pass(TimeSpan.FromSeconds(3)); // near the limit the account is asked every two seconds
        Look();

        Assert.Equal(0.003m, _bench.Venue.HeldOf(EngineBench.Btc)); // half of 0.005, down to the step
        Assert.Equal(2, _bench.Of<LiquidationNear>().Count());
    }

    [Fact]
    public void Look_TheMarkComesNear_IsSeenBetweenTwoReadings()
    {
        Hold(48_000m - 2_000m);
        Look();
        Nothing();

        _bench.Step(47_000m);
        Look();

        Assert.Equal(0.005m, _bench.Venue.HeldOf(EngineBench.Btc));
    }

    [Fact]
    public void Look_APositionOfSomebodyElse_IsToldOnceAndLeftAlone()
    {
        _bench.Venue.LiquidationPrice = Near;
        _bench.Venue.Hold(EngineBench.Eth, 1m);
        _bench.Do(() => _bench.Engine.Ledger.Adopt(_bench.Await(() => _bench.Venue.GetAccountAsync(CancellationToken.None).AsTask()).Value!, 0));
        Read();

        Look();
        _bench.Pass(TimeSpan.FromSeconds(3));
        Look();

        Assert.Empty(_bench.Venue.Sent("submit"));
        var told = Assert.Single(_bench.Of<LiquidationNear>());
        Assert.True(told is { TradeId: null, IsReduced: false });
    }

    [Fact]
    public void Look_NoReadingForAMinute_IsToldAndNothingIsReduced()
    {
        Hold(Near);
        _bench.Venue.Fails.Add("account");
        _bench.Pass(TimeSpan.FromSeconds(61));

        Look();
        Look();

        Assert.Equal(0.01m, _bench.Venue.HeldOf(EngineBench.Btc));
        var told = Assert.Single(_bench.Of<LiquidationNear>());
        Assert.True(told is { Distance: null, IsReduced: false, TradeId: not null });

        _bench.Venue.Fails.Clear();
        _bench.Pass(TimeSpan.FromSeconds(6));
        Look();
        Assert.Equal(0.005m, _bench.Venue.HeldOf(EngineBench.Btc));
    }

    [Fact]
    public void Look_ReadingsOfOthersAreYoung_AsksNothingItself()
    {
        Hold(30_000m);
        var before = _bench.Venue.Asked["account"];
        for (var i = 0; i < 60; i++)
        {
            _bench.Pass(TimeSpan.FromSeconds(1));
            Look();
        }

        Assert.Equal(3, _bench.Venue.Asked["account"] - before);
    }

    [Fact]
    public void Look_HalfOfItIsNoOrder_ClosesItWhole()
    {
        var trade = Hold(Near, quantity: EngineBench.Instruments.First(i => i.Symbol == EngineBench.Btc).QuantityMin.Value);

        Look();

        Assert.Equal((TradePhase.Closed, ExitReasons.LiquidationNear), (_bench.Trade(trade.TradeId).Phase, _bench.Trade(trade.TradeId).ExitReason));
    }

    [Fact]
    public void Look_ADeskThatMayNotAct_DoesNothing()
    {
        Hold(Near);
        _bench.Engine.Desk.Pause();

        Look();

        Nothing();
    }

    [Fact]
    public void Look_SwitchedOff_DoesNothing()
    {
        using var bench = EngineBench.Started(new EngineSettings { Trades = new() { LiquidationDistanceMin = 0 } });
        bench.Open();
        bench.Venue.LiquidationPrice = Near;
        bench.Await(() => bench.Engine.Reader.GetAccountAsync(CancellationToken.None).AsTask());

        bench.Await(bench.Engine.WatchLiquidationAsync);

        Assert.Equal(0.01m, bench.Venue.HeldOf(EngineBench.Btc));
    }

    private TradeState Hold(decimal? liquidation, Direction direction = Direction.Long, decimal quantity = 0.01m)
    {
        var trade = _bench.Open(direction, quantity);
        _bench.Venue.LiquidationPrice = liquidation;
        Read();
        return trade;
    }

    private void Read() => _bench.Await(() => _bench.Engine.Reader.GetAccountAsync(CancellationToken.None).AsTask());

    private void Look() => _bench.Await(_bench.Engine.WatchLiquidationAsync);

    private void Nothing()
    {
        Assert.Equal(0.01m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Empty(_bench.Of<LiquidationNear>());
    }
}
