using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>What equity is measured from after a start: the venue's own word, not the first tick.</summary>
public sealed class FirstReadingTests : IDisposable
{
    private readonly EngineBench _bench = new();

    public FirstReadingTests()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m); // at 50,000: 500 USD for each 2 %
        _bench.Await(() => _bench.Engine.StartAsync(held: null));
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Start_TheVenuesWord_IsTheFirstReading()
    {
        Assert.Equal((new Usd(10_000m), new Usd(10_000m), new Usd(10_000m)), (_bench.Engine.Equity.Last.Equity, _bench.Engine.Equity.Last.Peak, _bench.Engine.Equity.Last.DayOpenEquity));
        Assert.Equal(_bench.Now, _bench.Engine.Equity.LastAtUtc);
    }

    [Theory]
    [InlineData(52_200)] // 1,100 USD too high: a fall of 220 USD a minute
    [InlineData(60_000)] // a third of equity: beyond drawdown and daily loss as well
    public void Start_TheFirstTickIsFarTooHigh_StopsNothing(decimal tick)
    {
        See(tick, 1);
        See(50_000m, 60);

        Assert.Null(Stopped);
        Assert.Empty(_bench.Engine.Mode.Holds);
    }

    [Fact]
    public void Start_AFallBeforeTheFirstTick_IsMeasuredFromTheVenuesWord()
    {
        See(48_900m, 3);

        Assert.Equal(TriggerCodes.LossVelocity, Stopped);
    }

    private string? Stopped => _bench.Of<EmergencyStopped>().SingleOrDefault()?.Trigger;

    private void See(decimal price, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _bench.Step(price);
            _bench.Do(_bench.Engine.OnTick);
        }
    }
}
