using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Benchmarks.Replay;

/// <summary>What a bar costs after ten thousand trades and after a million: nothing may grow with history.</summary>
public static class TradesBenchmark
{
    private const int Trades = 1_000_000;
    private const int BarsPerTrade = 2;

    // A window is 16,384 bars; several around each mark, so that one collection of garbage does not decide.
    private const int WindowsPerMark = 8;
    private const double GrowthMax = 1.15;

    // So rich that the fees of a million trades leave no drawdown.
    private static readonly Usd Rich = new(1_000_000_000m);

    public static IReadOnlyList<BenchmarkRow> Run()
    {
        var series = SyntheticSeries.Make((Trades * BarsPerTrade) + 100_000);
        using var runner = new ReplayRunner(series, new ReplayRequest
        {
            Model = new BusyModel(),
            Paper = new PaperSettings { StartingBalance = Rich },
            Policy = SmallTrades(),
        });
        var windows = new Windows();
        var report = runner.Run(bars => windows.Next(bars, runner.Tally.Trades));
        var early = Around(windows, 10_000);
        var note = Measure.Text($"{report.Trades:N0} trades, {(double)report.Events / report.Bars:0.0} events a bar");
        return
        [
            Row("cost of a bar after 10,000 trades", early, early, note),
            Row("cost of a bar after 100,000 trades", Around(windows, 100_000), early, note),
            Row("cost of a bar after 1,000,000 trades", Around(windows, 1_000_000), early, report.Trades < Trades ? $"too few trades: {note}" : note),
        ];
    }

    private static BenchmarkRow Row(string name, double ns, double early, string note)
    {
        var growth = ns / early;
        return new BenchmarkRow(name, Measure.Text($"{ns:N0} ns"), Measure.Text($"at most {GrowthMax:0.00} times the first"), growth <= GrowthMax, Measure.Text($"{growth:0.00} times the first; {note}"));
    }

    /// <summary>Median core time of a bar in the windows that end nearest to <paramref name="trades"/>.</summary>
    private static double Around(Windows windows, long trades) =>
        Windows.Median(windows.All.OrderBy(w => Math.Abs(w.Mark - trades)).Take(WindowsPerMark).Select(w => w.CpuNs));

    private static TradingPolicy SmallTrades()
    {
        var policy = DefaultPolicy.Create(DateTimeOffset.UnixEpoch);
        return policy with
        {
            Modes = policy.Modes.ToDictionary(m => m.Key, m => m.Value with { PositionSizeCap = new Usd(500m) }),
        };
    }
}
