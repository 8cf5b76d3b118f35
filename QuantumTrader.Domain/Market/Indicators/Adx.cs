namespace QuantumTrader.Domain.Market.Indicators;

/// <summary>
/// Average directional index, 0 to 100 (Wilder, 1978): how much of the range goes one way, whichever way that is.
/// DX = 100 * |DI+ - DI-| / (DI+ + DI-), zero when nothing moved; ADX is its Wilder-smoothed mean. Warm after
/// 2 * period bars. A bar that is not 0 &lt; low &lt;= close &lt;= high, all finite, resets it.
/// </summary>
public sealed class Adx(int period = 14)
{
    private SmoothedMean _plus = SmoothedMean.Wilder(period);
    private SmoothedMean _minus = SmoothedMean.Wilder(period);
    private SmoothedMean _range = SmoothedMean.Wilder(period);
    private SmoothedMean _adx = SmoothedMean.Wilder(period);
    private double _high = double.NaN;
    private double _low;
    private double _close;

    public bool IsWarm => _adx.IsWarm;

    /// <summary>0 to 100; NaN until warm.</summary>
    public double Value => _adx.Value;

    public void Update(double high, double low, double close)
    {
        if (!IndicatorInput.IsBar(high, low, close))
        {
            Reset();
            return;
        }

        if (!double.IsNaN(_high))
        {
            AddMovement(high, low);
        }

        (_high, _low, _close) = (high, low, close);
    }

    private void AddMovement(double high, double low)
    {
        var up = high - _high;
        var down = _low - low;
        // Multiplied instead of branched: which side is larger is a coin toss that no processor can predict.
        _plus.Add((up > down ? 1 : 0) * double.MaxNative(up, 0));
        _minus.Add((down > up ? 1 : 0) * double.MaxNative(down, 0));
        _range.Add(Atr.TrueRange(high, low, _close));
        if (_range.IsWarm)
        {
            _adx.Add(DirectionalIndex());
        }
    }

    /// <summary>The true range divides both DI and cancels, except when it is zero: then nothing moved.</summary>
    private double DirectionalIndex()
    {
        var sum = _plus.Mean + _minus.Mean;
        return _range.Mean > 0 && sum > 0 ? 100 * Math.Abs(_plus.Mean - _minus.Mean) / sum : 0;
    }

    private void Reset()
    {
        _plus.Reset();
        _minus.Reset();
        _range.Reset();
        _adx.Reset();
        _high = double.NaN;
    }
}
