namespace QuantumTrader.Domain.Market.Indicators;

/// <summary>
/// Average true range (Wilder, 1978): the Wilder-smoothed max(high, previous close) - min(low, previous close).
/// The first bar only supplies a close, so it is warm after period + 1 bars. A bar that is not
/// 0 &lt; low &lt;= close &lt;= high, all finite, resets it.
/// </summary>
public sealed class Atr(int period = 14)
{
    private SmoothedMean _range = SmoothedMean.Wilder(period);
    private double _previousClose = double.NaN;

    public bool IsWarm => _range.IsWarm;

    /// <summary>In the price's unit, not below zero; NaN until warm.</summary>
    public double Value => _range.Value;

    public void Update(double high, double low, double close)
    {
        if (!IndicatorInput.IsBar(high, low, close))
        {
            _range.Reset();
            _previousClose = double.NaN;
            return;
        }

        if (!double.IsNaN(_previousClose))
        {
            _range.Add(TrueRange(high, low, _previousClose));
        }

        _previousClose = close;
    }

    /// <summary>All three must have passed <see cref="IndicatorInput.IsBar"/>: NaN is not looked for here.</summary>
    internal static double TrueRange(double high, double low, double previousClose) =>
        double.MaxNative(high, previousClose) - double.MinNative(low, previousClose);
}
