using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Unit.Market;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Unit.Engine.Replay;

/// <summary>What a recording brings beside its bars: those before them, and the marks between.</summary>
public sealed class RecordedReplayTests
{
    private const int Length = 500;
    private static readonly Candle[] Calm = Bars.Walk(5, Length, volatility: 0.0002);

    [Fact]
    public void Marks_ThatFallBetweenTwoBars_TripTheDrawdownThere()
    {
        MarkReading[] fall = [.. Enumerable.Range(0, 30).Select(s => new MarkReading(EngineBench.Btc, new Price(decimal.Round(Calm[400].Open.Value * 0.9m, 4)), Calm[400].OpenTimeUtc.AddSeconds(10 + s)))];

        var without = Run(new ReplayRequest { Model = AlwaysBuy(), Policy = Bold() });
        Assert.Equal((0L, 0L), (without.EmergencyStops, without.Marks));
        var report = Run(new ReplayRequest { Model = AlwaysBuy(), Policy = Bold(), Marks = fall, AfterStop = AfterStop.End });
        Assert.Equal((1L, 30L), (report.EmergencyStops, report.Marks));
        Assert.InRange(report.Bars, 400, 402);
    }

    [Fact]
    public void Marks_OfATimeWithoutBars_AreLeftOut()
    {
        var bars = Calm.Where((_, i) => i is < 200 or >= 300).ToArray();
        MarkReading[] marks = [.. Calm.Select(c => new MarkReading(EngineBench.Btc, c.Open, c.OpenTimeUtc.AddSeconds(30)))];
        Assert.Equal(bars.Length, Run(new ReplayRequest { Marks = marks, Model = new ScriptedModel(_ => ModelOutput.Hold) }, bars).Marks);
    }

    [Fact]
    public void WarmUp_BarsBeforeTheSpan_AreNotTradedOnAndMakeTheFirstOneCount()
    {
        var hold = new ScriptedModel(_ => ModelOutput.Hold);
        Assert.Equal(49, Run(new ReplayRequest { Model = hold }, Calm[200..]).BarsWarmUp);
        var report = Run(new ReplayRequest { Model = hold, WarmUp = Calm[..200] }, Calm[200..]);
        Assert.Equal((300L, 300L, 0L), (report.Bars, report.BarsTraded, report.BarsWarmUp));
    }

    private static ScriptedModel AlwaysBuy() => new(_ => new ModelOutput(SignalAction.Buy, 0.9));

    /// <summary>A fall of half a per mille of equity is too much.</summary>
    private static TradingPolicy Bold()
    {
        var policy = DefaultPolicy.Create(Bars.Start);
        return policy with
        {
            SymbolNotionalMax = new Usd(1_000_000m),
            TotalExposureMax = new Fraction(10m),
            DrawdownLimit = new Fraction(0.0005m),
            Modes = policy.Modes.ToDictionary(m => m.Key, m => m.Value with { RiskPerTradeMax = Fraction.One, DailyDrawdownMax = Fraction.One }),
        };
    }

    private static ReplayReport Run(ReplayRequest request, Candle[]? bars = null)
    {
        bars ??= Calm;
        using var runner = new ReplayRunner(
            new KlineSeries
            {
                File = "scripted",
                Symbol = EngineBench.Btc,
                Interval = Bars.Minute,
                Candles = bars,
                Report = new KlineReport { Rows = bars.Length, OutsideRange = 0, Duplicates = 0, Gaps = 0, MissingBars = 0, FirstGaps = [] },
            },
            request);
        return runner.Run(null);
    }
}
