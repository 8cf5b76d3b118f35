using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Market.Synthetic;
using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.Benchmarks.Replay;

/// <summary>Bars of the built-in market for one symbol, as if they came from a file.</summary>
public static class SyntheticSeries
{
    public static KlineSeries Make(int bars, ulong seed = 1)
    {
        var symbol = SyntheticSymbol.Defaults[0];
        var market = new SyntheticMarket(seed, [symbol]);
        var step = new MarketBar[1];
        var candles = new Candle[bars];
        foreach (ref var candle in candles.AsSpan())
        {
            market.Next(step);
            candle = step[0].Candle;
        }

        return new KlineSeries
        {
            File = "synthetic",
            Symbol = symbol.Symbol,
            Interval = SyntheticMarket.Interval,
            Candles = candles,
            Report = new KlineReport { Rows = bars, OutsideRange = 0, Duplicates = 0, Gaps = 0, MissingBars = 0, FirstGaps = [] },
        };
    }
}
