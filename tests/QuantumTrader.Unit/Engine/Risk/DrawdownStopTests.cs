using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>Equity is watched on every step and between steps; at the limit the stop runs.</summary>
public sealed class DrawdownStopTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Step_OneReadingAtTheLimit_DeniesEntriesAndDoesNotStop()
    {
        Lose(1_000m);
        _bench.Step();

        Assert.Equal(DrawdownStatus.Suspected, _bench.Engine.Equity.Last.Status);
        Assert.False(_bench.Engine.Emergency.IsLatched);
        var intent = _bench.Plan();
        Assert.True((_bench.Denials(intent) & DenialSet.DrawdownUnconfirmed) != 0);
    }

    [Fact]
    public void Tick_TheSameMarksLookedAtAgain_ConfirmNothing()
    {
        Lose(1_000m);
        _bench.Step();

        for (var i = 0; i < 5; i++)
        {
            _bench.Pass(TimeSpan.FromMilliseconds(500));
            _bench.Do(_bench.Engine.OnTick);
        }

        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Tick_ASuspicionThatNoBarResolves_StopsAfterItsTime()
    {
        Lose(1_000m);
        _bench.Step();

        _bench.Pass(_bench.Settings.Risk.DrawdownUnresolvedMax);
        _bench.Do(_bench.Engine.OnTick);

        Assert.True(_bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Step_TheNextReadingIsBetter_ClearsTheSuspicion()
    {
        Lose(1_000m);
        _bench.Step();
        Lose(-200m);

        _bench.Step();

        Assert.Equal(DrawdownStatus.Normal, _bench.Engine.Equity.Last.Status);
        _bench.Pass(TimeSpan.FromSeconds(10));
        _bench.Do(_bench.Engine.OnTick);
        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    [Theory]
    [InlineData(999.99, false)]
    [InlineData(1000.00, true)]
    public void Step_TwoReadingsAtTheLimit_StopOnceAndCloseEverything(decimal loss, bool stops)
    {
        var trade = _bench.Open();
        Lose(loss);
        _bench.Step();
        _bench.Step();
        _bench.Step();
        Assert.Equal(stops, _bench.Engine.Emergency.IsLatched);
        if (!stops)
        {
            return;
        }

        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");
        Assert.Equal("DRAWDOWN", _bench.Record!.Latch.Trigger);
        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
        Assert.Single(_bench.Of<CircuitBreakerTriggered>());
        Assert.Single(_bench.Of<EmergencyStopped>());
    }

    [Fact]
    public void Step_ALossInMarksAlone_StopsToo()
    {
        Hold10Btc();
        _bench.Step(50_000m);

        _bench.Step(49_900m); // 10 BTC lose 1,000
        _bench.Step(49_900m);

        Assert.True(_bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Start_WithAPeakFromBefore_MeasuresFromIt()
    {
        using var bench = new EngineBench(drawdown: new DrawdownState(new Usd(12_000m), null, null));
        bench.Await(() => bench.Engine.StartAsync(null));

        bench.Step();
        bench.Step();

        Assert.True(bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Peak_ThatGrows_IsStored()
    {
        Lose(-500m);
        _bench.Step();
        _bench.Step();

        Assert.Equal(new Usd(10_500m), _bench.Await(() => _bench.Drawdowns.ReadAsync(CancellationToken.None))?.Peak);
    }

    [Fact]
    public void Step_ThePolicyStoreWasEmptied_DeniesEntriesAndFlattensNothing()
    {
        _bench.Policies.IsEmptied = true;
        var intent = _bench.Plan();
        _bench.Do(() => _ = _bench.Engine.RefreshPolicyAsync());
        Assert.True((_bench.Denials(intent) & DenialSet.PolicyStale) != 0);

        Lose(10m);
        StepTwice();

        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Step_ThePolicyStoreWasEmptied_TheLimitThatWasKnownStillStops()
    {
        _bench.Policies.IsEmptied = true;
        _bench.Do(() => _ = _bench.Engine.RefreshPolicyAsync());
        Lose(1_000m);

        StepTwice();

        Assert.True(_bench.Engine.Emergency.IsLatched);
    }

    private void StepTwice()
    {
        _bench.Step();
        _bench.Pass(_bench.Settings.Risk.DrawdownConfirmDelay);
        _bench.Step();
    }

    private void Lose(decimal amount)
    {
        _bench.Venue.Wallet -= amount;
        _bench.Do(() => _bench.Engine.Updates.OnUpdate(new ExchangeUpdate.FundingPaid(EngineBench.Eth, PositionSide.Both, new Usd(-amount), _bench.Now)));
    }

    private void Hold10Btc() => _bench.Do(() => _bench.Venue.Tell("web_1", EngineBench.Btc, OrderSide.Buy, 10m, 50_000m));
}
