using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Replay;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Unit.Engine;

/// <summary>A bar on which nothing happens costs no memory, from the clock over venue and engine to the equity curve.</summary>
public class HotPathTests
{
    /// <summary>Funding is paid every eight hours and is an event, so what is measured lies between.</summary>
    private const int BarsPerFunding = 480;
    private const int Margin = 10;
    private const int Periods = 40;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Step_FlatAndQuiet_AllocatesNothing()
    {
        var model = new CountingModel(buysAt: -1);

        var report = Replay(model);

        Assert.Equal((0, 0m), (report.Signals, report.Exposure));
        Assert.Equal(0, model.LeastBytesOfAPeriod());
    }

    [Fact]
    public void Step_PositionWithStopAndTargets_AllocatesNothing()
    {
        var model = new CountingModel(buysAt: 0);

        var report = Replay(model);

        Assert.Equal((0, 1), (report.Trades, report.OpenTrades));
        Assert.True(report.Exposure > 0.9m, $"The position was open on {report.Exposure} of the bars.");
        Assert.Equal(0, model.LeastBytesOfAPeriod());
    }

    private static ReplayReport Replay(ISignalModel model)
    {
        var candles = Enumerable.Range(0, Periods * BarsPerFunding).Select(Bar).ToArray();
        var series = new KlineSeries
        {
            File = "made",
            Symbol = Symbol.Create("BTCUSDT"),
            Interval = TimeSpan.FromMinutes(1),
            Candles = candles,
            Report = new KlineReport { Rows = candles.Length, OutsideRange = 0, Duplicates = 0, Gaps = 0, MissingBars = 0, FirstGaps = [] },
        };
        var settings = new EngineSettings { Trades = new TradesOptions { HoldMax = TimeSpan.FromDays(90) } };
        using var runner = new ReplayRunner(series, new ReplayRequest { Model = model, Settings = settings });
        return runner.Run(null);
    }

    /// <summary>Moves by two in a thousand, far from every stop and target.</summary>
    private static Candle Bar(int minute)
    {
        var (open, close) = (100m + (minute % 5 * 0.05m), 100m + ((minute + 1) % 5 * 0.05m));
        return new(Start.AddMinutes(minute), TimeSpan.FromMinutes(1), new(open), new(Math.Max(open, close)), new(Math.Min(open, close)), new(close), new(10m + (minute % 7)), new(1_000m));
    }

    /// <summary>Asked once per bar on the engine's thread, so two readings enclose one whole step.</summary>
    private sealed class CountingModel(int buysAt) : ISignalModel
    {
        private readonly long[] _bytes = new long[Periods * BarsPerFunding];
        private int _asked;

        public string Id => "counting";

        public string Version => "1.0";

        public Provenance Provenance => Provenance.Rule;

        public ModelOutput Predict(FeatureVector features)
        {
            _bytes[_asked] = GC.GetAllocatedBytesForCurrentThread();
            return _asked++ == buysAt ? new(SignalAction.Buy, 0.9) : ModelOutput.Hold;
        }

        /// <summary>The least, because another thread's collection can charge this one for memory that nobody took.</summary>
        public long LeastBytesOfAPeriod()
        {
            var skipped = _bytes.Length - _asked; // while the indicators warmed up
            return Enumerable.Range(1, Periods - 2).Min(period =>
            {
                var first = (period * BarsPerFunding) - skipped + Margin;
                return _bytes[first + BarsPerFunding - (2 * Margin)] - _bytes[first];
            });
        }
    }
}
