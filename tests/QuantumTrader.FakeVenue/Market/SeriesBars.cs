using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.FakeVenue.Market;

/// <summary>The bars of a kline file, with the file's own times.</summary>
public sealed class SeriesBars(KlineSeries series) : IBarSource
{
    private int _next;

    public string Symbol => series.Symbol.Value;

    public bool TryTake(out Bar bar)
    {
        bar = default;
        if (_next >= series.Candles.Length)
        {
            return false;
        }

        var candle = series.Candles[_next++];
        bar = new Bar(
            candle.OpenTimeUtc.ToUnixTimeMilliseconds(), candle.CloseTimeUtc.ToUnixTimeMilliseconds(),
            candle.Open.Value, candle.High.Value, candle.Low.Value, candle.Close.Value, candle.Volume.Value, candle.QuoteVolume.Value);
        return true;
    }
}
