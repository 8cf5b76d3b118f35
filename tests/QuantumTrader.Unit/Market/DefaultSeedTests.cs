using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Market.Synthetic;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.Unit.Market;

/// <summary>What a newcomer sees in the first half hour at speed 60: signals soon, and no crash.</summary>
public class DefaultSeedTests
{
    private const int HistoryBars = 500;
    private const int LiveBars = 1800;

    [Fact]
    public void DefaultSeed_WithTheRealModel_SignalsEarlyAndOnSeveralSymbols()
    {
        var engine = new AiTradingEngine(new TrendRuleModel());
        var features = SyntheticSymbol.Defaults.ToDictionary(s => s.Symbol, _ => new FeatureExtractor());
        var signals = new List<(int LiveBar, Symbol Symbol)>();
        ForEachBar((bar, n) =>
        {
            features[bar.Symbol].OnCandle(bar.Candle);
            if (n > HistoryBars && engine.Decide(bar.Symbol, features[bar.Symbol], bar.Candle.CloseTimeUtc).Direction is not null)
            {
                signals.Add((n - HistoryBars, bar.Symbol));
            }
        });

        Assert.InRange(signals[0].LiveBar, 1, 30);
        Assert.InRange(signals.Where(s => s.LiveBar <= 110).Select(s => s.Symbol).Distinct().Count(), 3, 6);
        Assert.InRange(signals.Count, 60, 400);
    }

    [Fact]
    public void DefaultSeed_FirstHalfHour_HasNoCrashAndNoHighVolatility()
    {
        var peaks = new Dictionary<Symbol, decimal>();
        var monitors = SyntheticSymbol.Defaults.ToDictionary(s => s.Symbol, _ => new VolatilityMonitor(TimeSpan.FromMinutes(15)));
        ForEachBar((bar, n) =>
        {
            monitors[bar.Symbol].OnCandle(bar.Candle);
            if (n <= HistoryBars)
            {
                return;
            }

            var (open, close) = (bar.Candle.Open.Value, bar.Candle.Close.Value);
            peaks[bar.Symbol] = Math.Max(peaks.GetValueOrDefault(bar.Symbol), close);
            Assert.True(Math.Abs((close / open) - 1) < 0.02m, $"{bar.Symbol} moved from {open} to {close} in live bar {n - HistoryBars}.");
            Assert.True(close > 0.92m * peaks[bar.Symbol], $"{bar.Symbol} fell from {peaks[bar.Symbol]} to {close} by live bar {n - HistoryBars}.");
            Assert.False(monitors[bar.Symbol].Current.IsHighVol);
        });
    }

    private static void ForEachBar(Action<MarketBar, int> look)
    {
        var market = new SyntheticMarket(SyntheticMarketSource.DefaultSeed);
        var bars = new MarketBar[market.Symbols.Count];
        for (var n = 1; n <= HistoryBars + LiveBars; n++)
        {
            market.Next(bars);
            foreach (var bar in bars)
            {
                look(bar, n);
            }
        }
    }
}
