using QuantumTrader.Domain.Market.Indicators;

namespace QuantumTrader.Domain.Market;

/// <summary>
/// ATR(14) over the last close, on bars of one timeframe made from the feed of one symbol. Unknown, and so HIGH_VOL,
/// until 15 bars of the timeframe have closed. The reading is of the last closed bar of the timeframe and stays until
/// the next one closes.
/// </summary>
public sealed class VolatilityMonitor(TimeSpan timeframe)
{
    public const int Period = 14;

    private readonly CandleAggregator _bars = new(timeframe);
    private readonly Atr _atr = new(Period);

    public VolatilityReading Current { get; private set; } = VolatilityReading.Unknown;

    /// <summary>Takes the feed's next closed bar, in time order; allocates nothing.</summary>
    public void OnCandle(in Candle candle)
    {
        if (!_bars.TryAdd(candle, out var bar))
        {
            return;
        }

        var close = (double)bar.Close.Value;
        _atr.Update((double)bar.High.Value, (double)bar.Low.Value, close);
        Current = VolatilityReading.Of(_atr.Value / close);
    }
}
