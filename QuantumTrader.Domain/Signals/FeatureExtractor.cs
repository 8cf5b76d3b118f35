using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Market.Indicators;

namespace QuantumTrader.Domain.Signals;

/// <summary>
/// Turns the closed bars of one symbol into features, one bar at a time and without allocating. A bar that no market can
/// have (a price that is not positive, a close outside low and high, a negative volume) resets it: not warm until 50
/// good bars have come again.
/// </summary>
public sealed class FeatureExtractor
{
    private readonly Ema _ema10 = new(10);
    private readonly Ema _ema20 = new(20);
    private readonly Ema _ema50 = new(50);
    private readonly Rsi _rsi = new(14);
    private readonly RealisedVolatility _volatility = new(20);
    private readonly VolumeRatio _volumeRatio = new(20);
    private readonly Macd _macd = new();
    private readonly Adx _adx = new(14);
    private readonly Atr _atr = new(14);
    private CrossDetector _cross20;
    private CrossDetector _cross50;
    private double _closeBefore = double.NaN;
    private double _volumeBefore = double.NaN;

    /// <summary>The same instance each time, filled anew by every bar.</summary>
    public FeatureVector Current { get; } = new();

    /// <summary>True when every indicator has seen enough bars (50 from a fresh start).</summary>
    public bool IsWarm =>
        _ema50.IsWarm && _ema20.IsWarm && _ema10.IsWarm && _rsi.IsWarm && _volatility.IsWarm && _volumeRatio.IsWarm
        && _macd.IsWarm && _adx.IsWarm && _atr.IsWarm;

    /// <summary>Takes the next closed bar, in time order.</summary>
    public void OnCandle(in Candle candle)
    {
        var high = (double)candle.High.Value;
        var low = (double)candle.Low.Value;
        var close = (double)candle.Close.Value;
        var volume = (double)candle.Volume.Value;
        if (!(IndicatorInput.IsBar(high, low, close) && IndicatorInput.IsVolume(volume)))
        {
            (high, low, close, volume) = (double.NaN, double.NaN, double.NaN, double.NaN);
        }

        Update(high, low, close, volume);
        Fill(high, low, close, volume);
        (_closeBefore, _volumeBefore) = (close, volume);
    }

    private void Update(double high, double low, double close, double volume)
    {
        _ema10.Update(close);
        _ema20.Update(close);
        _ema50.Update(close);
        _rsi.Update(close);
        _volatility.Update(close);
        _volumeRatio.Update(volume);
        _macd.Update(close);
        _adx.Update(high, low, close);
        _atr.Update(high, low, close);
    }

    private void Fill(double high, double low, double close, double volume)
    {
        var f = Current;
        f.PriceChange = (close / _closeBefore) - 1;
        f.HighLowRange = (high - low) / close;
        f.VolumeChange = _volumeBefore > 0 ? (volume / _volumeBefore) - 1 : double.NaN;
        f.VolumeMaRatio = _volumeRatio.Value;
        f.Ema10 = _ema10.Value;
        f.Ema20 = _ema20.Value;
        f.Ema50 = _ema50.Value;
        f.Ema10Over20Cross = _cross20.Next(f.Ema10 - f.Ema20);
        f.Ema10Over50Cross = _cross50.Next(f.Ema10 - f.Ema50);
        f.Rsi14 = _rsi.Value;
        f.Volatility20 = _volatility.Value;
        f.Macd = _macd.Value;
        f.MacdSignal = _macd.Signal;
        f.MacdHistogram = _macd.Histogram;
        f.Adx14 = _adx.Value;
        f.Atr14 = _atr.Value;
    }
}
