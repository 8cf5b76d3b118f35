namespace QuantumTrader.Domain.Signals;

/// <summary>
/// A plain trend rule, and says so. It acts on the one bar where EMA 10 crosses EMA 20, if EMA 10 stands on the same side
/// of EMA 50, ADX shows some direction and RSI is neither spent nor against it. A trend that merely goes on is Hold.
/// </summary>
/// <remarks>
/// Confidence = 0.5 + 0.4 * (0.5 * strength + 0.5 * momentum), so 0.5 to 0.9. Strength rises with ADX, linearly from
/// <see cref="AdxMin"/> (0) to <see cref="AdxFull"/> (1); momentum rises with the MACD histogram in the trade's direction
/// over ATR, from 0 to <see cref="MomentumFull"/>. It ranks signals; it is not a measured probability of winning.
/// </remarks>
public sealed class TrendRuleModel : ISignalModel
{
    public const double AdxMin = 12;
    public const double AdxFull = 30;
    public const double MomentumFull = 0.2;

    /// <summary>A long needs RSI in [50, 75]; a short its mirror image, [25, 50].</summary>
    public const double RsiReachMax = 25;

    public string Id => "rule-trend";

    public string Version => "1.0";

    public Provenance Provenance => Provenance.Rule;

    public ModelOutput Predict(FeatureVector features)
    {
        var side = features.Ema10Over20Cross;
        var rsiReach = side * (features.Rsi14 - 50);
        var agrees = side is 1 or -1
            && side * (features.Ema10 - features.Ema50) > 0
            && features.Adx14 >= AdxMin
            && rsiReach is >= 0 and <= RsiReachMax;
        return agrees
            ? new ModelOutput(side > 0 ? SignalAction.Buy : SignalAction.Sell, Confidence(features, side))
            : ModelOutput.Hold;
    }

    private static double Confidence(FeatureVector features, double side)
    {
        var strength = Share(features.Adx14 - AdxMin, AdxFull - AdxMin);
        var momentum = Share(side * features.MacdHistogram / features.Atr14, MomentumFull);
        return 0.5 + (0.4 * ((0.5 * strength) + (0.5 * momentum)));
    }

    /// <summary>value / full, held within [0, 1]; NaN gives 0.</summary>
    private static double Share(double value, double full) => value > 0 ? Math.Min(value / full, 1) : 0;
}
