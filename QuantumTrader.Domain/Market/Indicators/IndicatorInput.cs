namespace QuantumTrader.Domain.Market.Indicators;

/// <summary>
/// What an indicator accepts. A refused input resets the indicator: its value is NaN until it has warmed up again
/// on good data, so one bad bar can neither stay in a smoothed value nor pass unseen.
/// </summary>
internal static class IndicatorInput
{
    /// <summary>Finite and above zero; NaN is neither.</summary>
    public static bool IsPrice(double value) => value > 0 && value < double.PositiveInfinity;

    /// <summary>Finite and not negative: a bar without trades is true, a negative volume is not.</summary>
    public static bool IsVolume(double value) => value >= 0 && value < double.PositiveInfinity;

    /// <summary>0 &lt; low &lt;= close &lt;= high, all finite.</summary>
    public static bool IsBar(double high, double low, double close) =>
        low > 0 && close >= low && high >= close && high < double.PositiveInfinity;
}
