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
    private const double TargetBarsPerSecond = 1_000_000;

    private const double EventsPerBarMax = 0.1;

    public static IReadOnlyList<BenchmarkRow> Run()
    {
        var series = SyntheticSeries.Make(Bars);
        Engine(series); // compiled to the last tier
        Indicators(series);
        var (engine, eventsPerBar) = Engine(series);
        var bare = Indicators(series);
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

    private static (Window Median, double EventsPerBar) Engine(KlineSeries series)
    {
        using var runner = new ReplayRunner(series, new ReplayRequest());
        var windows = new Windows();
        var report = runner.Run(bars => windows.Next(bars, bars));
        return (MedianOf(windows), (double)report.Events / report.Bars);
    }

    private static Window Indicators(KlineSeries series)
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
        return MedianOf(windows);
    }

    private static Window MedianOf(Windows windows) =>
        new(0, Windows.Median(windows.All.Select(w => w.CpuNs)), Windows.Median(windows.All.Select(w => w.WallNs)));
}
