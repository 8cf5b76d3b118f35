using QuantumTrader.Domain.Signals;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Benchmarks.Replay;

/// <summary>
/// The whole engine on one symbol of the built-in market, from the venue's bar to the drawdown, beside a bare loop over the
/// same bars that only updates the indicators.
/// </summary>
public static class ReplayBenchmark
{
    private const int Bars = 1_000_000;
    private const int Rounds = 3;

    // What only an event reaches is called seldom and takes some million bars to be compiled to the last tier.
    private const int WarmUps = 3;
    private const double TargetBarsPerSecond = 1_000_000;

    private const double EventsPerBarMax = 0.1;

    public static IReadOnlyList<BenchmarkRow> Run()
    {
        var series = SyntheticSeries.Make(Bars);
        for (var i = 0; i < WarmUps; i++)
        {
            Engine(series, []);
            Indicators(series, []);
        }

        var eventsPerBar = 0.0;
        var (engineWindows, bareWindows) = (new List<Window>(), new List<Window>());
        for (var i = 0; i < Rounds; i++)
        {
            eventsPerBar = Engine(series, engineWindows);
            Indicators(series, bareWindows);
        }

        var (engine, bare) = (MedianOf(engineWindows), MedianOf(bareWindows));
        var isMet = 1e9 / engine.CpuNs >= TargetBarsPerSecond && eventsPerBar <= EventsPerBarMax;
        return
        [
            new("replay, whole engine, rule model", Rate(engine), Measure.Text($"{TargetBarsPerSecond:N0} bars/s at up to {EventsPerBarMax} events a bar"), isMet,
                Measure.Text($"{eventsPerBar:0.000} events a bar; {Cost(engine)}; {engine.CpuNs / bare.CpuNs:0.0} times the bare loop")),
            new("bare indicator loop, same bars", Rate(bare), "", null, Cost(bare)),
        ];
    }

    private static string Rate(Window ns) => Measure.Text($"{1e9 / ns.CpuNs:N0} bars/s");

    private static string Cost(Window ns) => Measure.Text($"{ns.CpuNs:N0} ns of core time and {ns.WallNs:N0} ns of wall time a bar");

    /// <summary>Returns the events per bar.</summary>
    private static double Engine(KlineSeries series, List<Window> into)
    {
        using var runner = new ReplayRunner(series, new ReplayRequest());
        var windows = new Windows();
        var report = runner.Run(bars => windows.Next(bars, bars));
        into.AddRange(windows.All);
        return (double)report.Events / report.Bars;
    }

    private static void Indicators(KlineSeries series, List<Window> into)
    {
        var features = new FeatureExtractor();
        var windows = new Windows();
        var done = 0L;
        foreach (ref readonly var candle in series.Candles.AsSpan())
        {
            features.OnCandle(in candle);
            if ((++done & 0x3FFF) == 0)
            {
                windows.Next(done, done);
            }
        }

        GC.KeepAlive(features.Current.Ema10);
        into.AddRange(windows.All);
    }

    private static Window MedianOf(List<Window> windows) =>
        new(0, Windows.Median(windows.Select(w => w.CpuNs)), Windows.Median(windows.Select(w => w.WallNs)));
}
