namespace QuantumTrader.Domain.Market.Indicators;

/// <summary>
/// Relative strength index, 0 to 100 (Wilder, New Concepts in Technical Trading Systems, 1978): 100 * gain / (gain + loss)
/// over Wilder-smoothed rises and falls. Warm after period + 1 prices; 50 when nothing moved at all.
/// A price that is not finite and positive resets it.
/// </summary>
public sealed class Rsi(int period = 14)
{
    private SmoothedMean _gain = SmoothedMean.Wilder(period);
    private SmoothedMean _loss = SmoothedMean.Wilder(period);
    private double _previous = double.NaN;

    public bool IsWarm => _gain.IsWarm;

    /// <summary>0 to 100; NaN until warm.</summary>
    public double Value
    {
        get
        {
            var moved = _gain.Value + _loss.Value;
            return moved == 0 ? 50 : 100 * _gain.Value / moved;
        }
    }

    public void Update(double price)
    {
        if (!IndicatorInput.IsPrice(price))
        {
            Reset();
            return;
        }

        if (!double.IsNaN(_previous))
        {
            var change = price - _previous;
            _gain.Add(double.MaxNative(change, 0));
            _loss.Add(double.MaxNative(-change, 0));
        }

        _previous = price;
    }

    private void Reset()
    {
        _gain.Reset();
        _loss.Reset();
        _previous = double.NaN;
    }
}
