using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Market;

/// <summary>The last bar again, and bars from before it: nobody learns from them what the price is now.</summary>
public sealed class OldBarTests : IDisposable
{
    private readonly EngineBench _bench = new();

    public OldBarTests()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.1m);
        _bench.Await(() => _bench.Engine.StartAsync(held: null));
        _bench.Step();
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Step_TheLastBarAgainOrAnOlderOne_IsNoBar()
    {
        var state = _bench.Engine.Symbols.Find(EngineBench.Btc)!;
        var bar = _bench.BarOf(EngineBench.Btc);
        See(bar);
        var before = (state.Bars, state.MarkAtUtc, _bench.Engine.LastStepAtUtc, bar.Candle.Close);

        See(bar);
        See(Later(bar, -60, 1m));

        Assert.Equal(before, (state.Bars, state.MarkAtUtc, _bench.Engine.LastStepAtUtc, state.Mark));
    }

    [Fact]
    public void Step_TheSameBarWithAnotherPrice_CorrectsTheMark()
    {
        var bar = _bench.BarOf(EngineBench.Btc);
        See(bar);

        See(Later(bar, 0, 49_000m));

        Assert.Equal(new Price(49_000m), _bench.Engine.Symbols.Find(EngineBench.Btc)!.Mark);
    }

    /// <summary>One bad tick that is told twice is still one.</summary>
    [Fact]
    public void Step_ABadTickToldAgain_ConfirmsNoDrawdown()
    {
        var bad = Later(_bench.BarOf(EngineBench.Btc), 2, 20_000m);

        See(bad);
        Assert.Equal(DrawdownStatus.Suspected, _bench.Engine.Equity.Last.Status);
        See(bad);

        Assert.Equal(DrawdownStatus.Suspected, _bench.Engine.Equity.Last.Status);
        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    private static MarketBar Later(MarketBar bar, int seconds, decimal close) =>
        bar with { Candle = bar.Candle with { OpenTimeUtc = bar.Candle.OpenTimeUtc.AddSeconds(seconds), Close = new Price(close) } };

    private void See(MarketBar bar)
    {
        _bench.Pass(TimeSpan.FromSeconds(1));
        _bench.Do(() => _bench.Engine.OnStep([bar]));
    }
}
