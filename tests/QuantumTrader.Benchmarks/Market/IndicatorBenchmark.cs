using QuantumTrader.Benchmarks.Replay;
using QuantumTrader.Domain.Market.Indicators;
using QuantumTrader.Domain.Signals;

namespace QuantumTrader.Benchmarks.Market;

/// <summary>Each indicator is updated and read on every bar.</summary>
public sealed class IndicatorBenchmark
{
    private const double TargetNs = 40.0;

    private readonly Domain.Market.Candle[] _candles = SyntheticSeries.Make(1_000).Candles;
    private readonly double[] _high;
    private readonly double[] _low;
    private readonly double[] _close;
    private readonly double[] _volume;
    private readonly Ema _ema = new(20);
    private readonly Rsi _rsi = new();
    private readonly Macd _macd = new();
    private readonly Adx _adx = new();
    private readonly Atr _atr = new();
    private readonly RealisedVolatility _volatility = new();
    private readonly VolumeRatio _ratio = new();
    private readonly FeatureExtractor _features = new();

    private IndicatorBenchmark()
    {
        _high = Array.ConvertAll(_candles, c => (double)c.High.Value);
        _low = Array.ConvertAll(_candles, c => (double)c.Low.Value);
        _close = Array.ConvertAll(_candles, c => (double)c.Close.Value);
        _volume = Array.ConvertAll(_candles, c => (double)c.Volume.Value);
    }

    public static IReadOnlyList<BenchmarkRow> Run() => new IndicatorBenchmark().Rows();

    private BenchmarkRow[] Rows() =>
    [
        Measure.Call("Ema", TargetNs, i => { _ema.Update(_close[i]); return (long)_ema.Value; }),
        Measure.Call("Rsi", TargetNs, i => { _rsi.Update(_close[i]); return (long)_rsi.Value; }),
        Measure.Call("Macd", TargetNs, i => { _macd.Update(_close[i]); return (long)_macd.Histogram; }),
        Measure.Call("Adx", TargetNs, i => { _adx.Update(_high[i], _low[i], _close[i]); return (long)_adx.Value; }),
        Measure.Call("Atr", TargetNs, i => { _atr.Update(_high[i], _low[i], _close[i]); return (long)_atr.Value; }),
        Measure.Call("RealisedVolatility", TargetNs, i => { _volatility.Update(_close[i]); return (long)_volatility.Value; }),
        Measure.Call("VolumeRatio", TargetNs, i => { _ratio.Update(_volume[i]); return (long)_ratio.Value; }),
        Measure.Call("FeatureExtractor, all 9 and 16 features", 9 * TargetNs, i => { _features.OnCandle(in _candles[i]); return (long)_features.Current.Ema10; }),
    ];
}
