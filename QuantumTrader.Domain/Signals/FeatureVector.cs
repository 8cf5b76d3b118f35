namespace QuantumTrader.Domain.Signals;

/// <summary>
/// What a model sees of one symbol at one closed bar. One instance per symbol is filled again and again, so a model must
/// not keep it. A feature that is not known is NaN, never zero.
/// </summary>
public sealed class FeatureVector
{
    /// <summary>The order of <see cref="CopyTo"/>, with the names that trained models know them by.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "price_change", "high_low_range", "volume_change", "volume_ma_ratio",
        "ema_10", "ema_20", "ema_50", "ema_10_20_cross", "ema_10_50_cross",
        "rsi_14", "volatility_20", "macd", "macd_signal", "macd_hist", "adx_14", "atr_14",
    ];

    public FeatureVector() => Clear();

    /// <summary>Close over the close before, minus one.</summary>
    public double PriceChange { get; set; }

    /// <summary>High minus low, over close.</summary>
    public double HighLowRange { get; set; }

    /// <summary>Volume over the volume before, minus one; NaN when that was zero.</summary>
    public double VolumeChange { get; set; }

    /// <summary>Volume over its mean of 20 bars.</summary>
    public double VolumeMaRatio { get; set; }

    public double Ema10 { get; set; }
    public double Ema20 { get; set; }
    public double Ema50 { get; set; }

    /// <summary>+1 on the one bar at which EMA 10 rises above EMA 20, -1 at which it falls below, else 0.</summary>
    public double Ema10Over20Cross { get; set; }

    /// <summary>As <see cref="Ema10Over20Cross"/>, for EMA 50.</summary>
    public double Ema10Over50Cross { get; set; }

    /// <summary>0 to 100.</summary>
    public double Rsi14 { get; set; }

    /// <summary>Standard deviation of 20 logarithmic returns, per bar.</summary>
    public double Volatility20 { get; set; }

    public double Macd { get; set; }
    public double MacdSignal { get; set; }
    public double MacdHistogram { get; set; }

    /// <summary>0 to 100.</summary>
    public double Adx14 { get; set; }

    /// <summary>In the price's unit.</summary>
    public double Atr14 { get; set; }

    /// <summary>True when every feature is a finite number; the sum of finite features cannot overflow at prices that exist.</summary>
    public bool IsComplete => double.IsFinite(
        PriceChange + HighLowRange + VolumeChange + VolumeMaRatio + Ema10 + Ema20 + Ema50 + Ema10Over20Cross
        + Ema10Over50Cross + Rsi14 + Volatility20 + Macd + MacdSignal + MacdHistogram + Adx14 + Atr14);

    /// <summary>Writes the features in the order of <see cref="Names"/>; <paramref name="target"/> must hold them all.</summary>
    public void CopyTo(Span<double> target)
    {
        ReadOnlySpan<double> values =
        [
            PriceChange, HighLowRange, VolumeChange, VolumeMaRatio,
            Ema10, Ema20, Ema50, Ema10Over20Cross, Ema10Over50Cross,
            Rsi14, Volatility20, Macd, MacdSignal, MacdHistogram, Adx14, Atr14,
        ];
        values.CopyTo(target);
    }

    /// <summary>Makes every feature unknown.</summary>
    public void Clear()
    {
        PriceChange = HighLowRange = VolumeChange = VolumeMaRatio = double.NaN;
        Ema10 = Ema20 = Ema50 = Ema10Over20Cross = Ema10Over50Cross = double.NaN;
        Rsi14 = Volatility20 = Macd = MacdSignal = MacdHistogram = Adx14 = Atr14 = double.NaN;
    }
}
