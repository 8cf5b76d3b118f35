using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market.Exchange;

namespace QuantumTrader.Unit.Market.Exchange;

public sealed class BarStepsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    private static readonly Symbol Eth = Symbol.Create("ETHUSDT");

    [Fact]
    public void AllSymbolsHere_TheStepIsGivenAtOnce()
    {
        var steps = Begun();

        steps.Add(Bar(Btc, 1), At(1, 0.1));
        Assert.False(steps.TryTake(At(1, 0.1), out _));
        steps.Add(Bar(Eth, 1), At(1, 0.3));

        Assert.True(steps.TryTake(At(1, 0.3), out var step));
        Assert.Equal((Start.AddMinutes(1), 2, false), (step.CloseTimeUtc, step.Bars.Length, step.IsHistory));
        Assert.False(steps.TryTake(At(1, 9), out _));
    }

    [Fact]
    public void OneSymbolLate_TheOthersGoAfterTheGrace_AndItComesInAStepOfItsOwn()
    {
        var steps = Begun();
        steps.Add(Bar(Btc, 1), At(1, 0.1));

        Assert.False(steps.TryTake(At(1, 0.2), out _));
        Assert.False(steps.TryTake(At(1, 2.1), out _));
        Assert.True(steps.TryTake(At(1, 2.3), out var first));
        steps.Add(Bar(Eth, 1), At(1, 4));
        Assert.True(steps.TryTake(At(1, 4), out var late));

        Assert.Equal(Btc, Assert.Single(first.Bars.ToArray()).Symbol);
        Assert.Equal((Eth, Start.AddMinutes(1), false), (Assert.Single(late.Bars.ToArray()).Symbol, late.CloseTimeUtc, late.IsHistory));
        Assert.Equal(1, steps.Late);
    }

    [Fact]
    public void Duplicates_AndOlderBars_AreDropped()
    {
        var steps = Begun();
        Give(steps, 1);

        steps.Add(Bar(Btc, 1), At(1, 30));
        steps.Add(Bar(Btc, 0), At(1, 30));
        steps.Add(Bar(Symbol.Create("XRPUSDT"), 2), At(1, 30));

        Assert.False(steps.TryTake(At(1, 40), out _));
        Assert.Equal(2, steps.Duplicates);
    }

    [Fact]
    public void Correction_BeforeTheStep_ReplacesTheBar()
    {
        var steps = Begun();
        steps.Add(Bar(Btc, 1, close: 100m), At(1, 0.1));
        steps.Add(Bar(Btc, 1, close: 101m), At(1, 0.2));
        steps.Add(Bar(Eth, 1), At(1, 0.3));

        Assert.True(steps.TryTake(At(1, 0.3), out var step));
        Assert.Equal(101m, step.Bars.ToArray().Single(b => b.Symbol == Btc).Candle.Close.Value);
    }

    [Fact]
    public void Correction_WithinASecond_IsGivenAgain_AndALaterOneIsIgnored()
    {
        var steps = Begun();
        Give(steps, 1);

        steps.Add(Bar(Btc, 1, close: 101m), At(1, 1));
        Assert.True(steps.TryTake(At(1, 1), out var again));
        steps.Add(Bar(Btc, 1, close: 99m), At(1, 30));

        Assert.Equal((101m, Start.AddMinutes(1)), (Assert.Single(again.Bars.ToArray()).Candle.Close.Value, again.CloseTimeUtc));
        Assert.False(steps.TryTake(At(1, 40), out _));
        Assert.Equal(2, steps.Corrections);
    }

    // Failure mode 10: bars are missing after a cut.
    [Fact]
    public void Hole_IsAskedFor_AndTheBarBehindItWaits()
    {
        var steps = Begun();
        Give(steps, 1);
        steps.Add(Bar(Btc, 4), At(4, 0.1));
        steps.Add(Bar(Eth, 4), At(4, 0.1));

        Assert.False(steps.TryTake(At(4, 0.1), out _));
        Assert.Equal([(Btc, Start.AddMinutes(1)), (Eth, Start.AddMinutes(1))], steps.TakeMissing(At(4, 0.1)));
        Assert.Empty(steps.TakeMissing(At(4, 1))); // not again at once
        foreach (var symbol in new[] { Btc, Eth })
        {
            Assert.True(steps.Add(Bar(symbol, 2), At(4, 0.5)));
            Assert.True(steps.Add(Bar(symbol, 3), At(4, 0.5)));
            Assert.False(steps.Add(Bar(symbol, 4), At(4, 0.5)));
        }

        Assert.Equal([(2, true), (3, true), (4, false)], Drain(steps, At(4, 0.6)).Select(s => ((int)(s.CloseTimeUtc - Start).TotalMinutes, s.IsHistory)));
        Assert.Equal(0, steps.Gaps);
    }

    [Fact]
    public void Hole_ThatTheVenueHasItself_IsCountedAndGoneOver()
    {
        var steps = Begun();
        Give(steps, 1);
        steps.Add(Bar(Btc, 3), At(3, 0.1));
        steps.TakeMissing(At(3, 0.1));

        steps.AskedUpTo(Btc, Start.AddMinutes(3)); // REST has the bar that is open now, and none in between

        var step = Assert.Single(Drain(steps, At(3, 3)));
        Assert.Equal((Start.AddMinutes(3), 1L), (step.CloseTimeUtc, steps.Gaps));
    }

    [Fact]
    public void Hole_WhenRestLagsBehind_Waits_ButNotForEver()
    {
        var steps = Begun();
        Give(steps, 1);
        steps.Add(Bar(Btc, 3), At(3, 0.1));

        steps.AskedUpTo(Btc, Start); // it knows less than the stream
        Assert.Empty(Drain(steps, At(3, 10)));

        Assert.Single(Drain(steps, At(3, 41)));
        Assert.Equal(1, steps.Gaps);
    }

    [Fact]
    public void BarThatDoesNotCome_IsAskedForAfterItsTime_EachTimeLessOften()
    {
        var steps = Begun();
        Give(steps, 1);

        Assert.Empty(steps.TakeMissing(At(2, 4.9)));
        Assert.Equal([Btc, Eth], steps.TakeMissing(At(2, 5)).Select(m => m.Symbol));
        Assert.Empty(steps.TakeMissing(At(2, 9.9)));
        Assert.Equal(2, steps.TakeMissing(At(2, 10)).Count);
        Assert.Empty(steps.TakeMissing(At(2, 19)));
        Assert.Equal(2, steps.TakeMissing(At(2, 20)).Count);
    }

    [Fact]
    public void BarThatComesTooLate_IsHistory_NobodyTradesOnItsPrice()
    {
        var steps = Begun();
        steps.Add(Bar(Btc, 1), At(1, 20));
        steps.Add(Bar(Eth, 1), At(1, 20));

        Assert.True(steps.TryTake(At(1, 20), out var step));
        Assert.True(step.IsHistory);
        Assert.Equal(0, steps.Given);
    }

    [Fact]
    public void SymbolThatIsSilentForLong_HoldsUpNobody()
    {
        var steps = Begun();
        for (var minute = 1; minute <= 5; minute++)
        {
            steps.Add(Bar(Btc, minute), At(minute, 0.1));
            steps.TryTake(At(minute, 0.1), out _);
            steps.TryTake(At(minute, 3), out _);
        }

        steps.Add(Bar(Btc, 6), At(6, 0.1));

        Assert.True(steps.TryTake(At(6, 0.1), out _));
    }

    private static BarSteps Begun()
    {
        var steps = new BarSteps([Btc, Eth], new BarSettings());
        steps.Begin(Bar(Btc, 0), Start);
        steps.Begin(Bar(Eth, 0), Start);
        return steps;
    }

    private static void Give(BarSteps steps, int minute)
    {
        steps.Add(Bar(Btc, minute), At(minute, 0.1));
        steps.Add(Bar(Eth, minute), At(minute, 0.1));
        Assert.True(steps.TryTake(At(minute, 0.1), out _));
    }

    private static List<MarketStep> Drain(BarSteps steps, DateTimeOffset nowUtc)
    {
        List<MarketStep> all = [];
        while (steps.TryTake(nowUtc, out var step) || steps.TryTake(nowUtc.AddSeconds(2.5), out step))
        {
            all.Add(step);
        }

        return all;
    }

    private static DateTimeOffset At(int minute, double seconds) => Start.AddMinutes(minute).AddSeconds(seconds);

    /// <summary>The bar that closes at the minute.</summary>
    private static MarketBar Bar(Symbol symbol, int minute, decimal close = 100m) => new(
        symbol, new(Start.AddMinutes(minute - 1), TimeSpan.FromMinutes(1), new(100m), new(105m), new(95m), new(close), new(10m), new(1_000m)));
}
