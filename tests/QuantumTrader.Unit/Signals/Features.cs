using QuantumTrader.Domain.Signals;

namespace QuantumTrader.Unit.Signals;

/// <summary>Feature vectors for model tests.</summary>
internal static class Features
{
    /// <summary>Complete, and a clear buy for the trend rule.</summary>
    public static FeatureVector UpCross() => new()
    {
        PriceChange = 0.001,
        HighLowRange = 0.002,
        VolumeChange = 0.1,
        VolumeMaRatio = 1.2,
        Ema10 = 101,
        Ema20 = 100.9,
        Ema50 = 100,
        Ema10Over20Cross = 1,
        Ema10Over50Cross = 0,
        Rsi14 = 60,
        Volatility20 = 0.001,
        Macd = 0.2,
        MacdSignal = 0.15,
        MacdHistogram = 0.05,
        Adx14 = 21,
        Atr14 = 0.5,
    };

    /// <summary>The mirror image: a clear sell.</summary>
    public static FeatureVector DownCross() => new()
    {
        PriceChange = -0.001,
        HighLowRange = 0.002,
        VolumeChange = 0.1,
        VolumeMaRatio = 1.2,
        Ema10 = 99,
        Ema20 = 99.1,
        Ema50 = 100,
        Ema10Over20Cross = -1,
        Ema10Over50Cross = 0,
        Rsi14 = 40,
        Volatility20 = 0.001,
        Macd = -0.2,
        MacdSignal = -0.15,
        MacdHistogram = -0.05,
        Adx14 = 21,
        Atr14 = 0.5,
    };
}
