using System.Text;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Unit.Market;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Unit.Engine.Replay;

public sealed class ReplayRunnerTests
{
    private const int CrashAt = 400;

    [Fact]
    public void Run_TheSameBarsAndSeed_GiveTheSameBytes()
    {
        var first = Run(Walk(), new ReplayRequest { Seed = 3 });
        var again = Run(Walk(), new ReplayRequest { Seed = 3 });

        Assert.True(first.Trades > 5, "a replay without trades proves nothing");
        Assert.Equal(first.EventHash, again.EventHash);
        Assert.Equal((first.Events, first.PnlNet, first.EquityEnd), (again.Events, again.PnlNet, again.EquityEnd));
    }

    [Fact]
    public void Run_AnotherSeed_GivesAnotherRun() =>
        Assert.NotEqual(Run(Walk(), new ReplayRequest { Seed = 3 }).EventHash, Run(Walk(), new ReplayRequest { Seed = 4 }).EventHash);

    [Theory]
    [InlineData(600)]
    [InlineData(900)]
    public void Run_OtherBarsInTheFuture_LeavesThePastAsItWas(int cut)
    {
        var bars = Walk();
        var changed = bars.Select((b, i) => i < cut ? b : Bars.Flat(i, 1m + (i % 7))).ToArray();

        var (before, after) = (EventsUntil(bars, bars[cut].OpenTimeUtc), EventsUntil(changed, bars[cut].OpenTimeUtc));

        Assert.True(before.Count > 50);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Run_ACrashThatTripsTheDrawdown_EndsFlatThereWhenAskedTo()
    {
        var bars = Crash();
        using var runner = new ReplayRunner(Series(bars), new ReplayRequest { AfterStop = AfterStop.End, Model = AlwaysBuy(), Policy = Bold() });

        var report = runner.Run(null);

        Assert.Equal((1L, 0L), (report.EmergencyStops, report.SimulatedResets));
        Assert.Equal(0, report.OpenTrades);
        Assert.Equal(0, runner.Engine.Ledger.OpenCount);
        Assert.InRange(runner.BarsDone, CrashAt, CrashAt + 20);
        Assert.True(report.MaxDrawdown >= 0.0005m);
    }

    [Fact]
    public void Run_ACrashThatTripsTheDrawdown_RearmsAfterADayAndTradesOn()
    {
        var report = Run(Crash(), new ReplayRequest { AfterStop = AfterStop.Rearm, Model = AlwaysBuy(), Policy = Bold() });

        Assert.Equal((1L, 1L), (report.EmergencyStops, report.SimulatedResets));
        Assert.InRange(report.BarsHalted, 24 * 60, (24 * 60) + 10);
        Assert.Equal(Crash().Length, report.BarsTraded + report.BarsHalted + report.BarsWarmUp);
    }

    [Fact]
    public void Run_AModelThatFails_EndsTheReplayInsteadOfReportingHalfOfIt()
    {
        var model = new ScriptedModel(_ => throw new FormatException("a defect"));

        Assert.ThrowsAny<Exception>(() => Run(Walk(), new ReplayRequest { Model = model }));
    }

    [Fact]
    public void Run_SaysHowFarItIs()
    {
        var told = new List<long>();
        using var runner = new ReplayRunner(Series(Bars.Walk(1, 40_000)), new ReplayRequest { Model = new ScriptedModel(_ => ModelOutput.Hold) });

        runner.Run(told.Add);

        Assert.Equal([16_384, 32_768], told);
    }

    private static Candle[] Walk() => Bars.Walk(11, 2_000, volatility: 0.004);

    /// <summary>Calm, then 30 % down within a few bars, then calm for two days.</summary>
    private static Candle[] Crash()
    {
        var bars = Bars.Walk(5, CrashAt + (60 * 48), volatility: 0.0002);
        for (var i = CrashAt; i < bars.Length; i++)
        {
            var factor = 1m - (0.30m * Math.Min(1m, (i - CrashAt + 1) / 3m));
            var b = bars[i];
            bars[i] = Bars.At(b.OpenTimeUtc, b.Interval, Scaled(b.Open, factor), Scaled(b.High, factor), Scaled(b.Low, factor), Scaled(b.Close, factor));
        }

        return bars;
    }

    private static decimal Scaled(Price price, decimal factor) => decimal.Round(price.Value * factor, 4);

    private static ScriptedModel AlwaysBuy() => new(_ => new ModelOutput(SignalAction.Buy, 0.9));

    /// <summary>Lets one position be as large as equity, so that a crash is felt.</summary>
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

    private static ReplayReport Run(Candle[] bars, ReplayRequest request)
    {
        using var runner = new ReplayRunner(Series(bars), request);
        return runner.Run(null);
    }

    /// <summary>The lines of the event log whose time is before the bar's opening.</summary>
    private static List<string> EventsUntil(Candle[] bars, DateTimeOffset utc)
    {
        using var log = new MemoryStream();
        using (var runner = new ReplayRunner(Series(bars), new ReplayRequest { Seed = 3, EventLog = log }))
        {
            runner.Run(null);
        }

        var mark = utc.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        var lines = Encoding.UTF8.GetString(log.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.TakeWhile(l => string.CompareOrdinal(TimeOf(l), mark) <= 0)];
    }

    private static string TimeOf(string line)
    {
        const string Key = "\"at\":\"";
        var at = line.IndexOf(Key, StringComparison.OrdinalIgnoreCase);
        Assert.True(at > 0, $"no time in {line}");
        return line.Substring(at + Key.Length, 16);
    }

    private static KlineSeries Series(Candle[] bars) => new()
    {
        File = "scripted",
        Symbol = EngineBench.Btc,
        Interval = Bars.Minute,
        Candles = bars,
        Report = new KlineReport { Rows = bars.Length, OutsideRange = 0, Duplicates = 0, Gaps = 0, MissingBars = 0, FirstGaps = [] },
    };
}
