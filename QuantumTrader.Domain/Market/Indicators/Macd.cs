namespace QuantumTrader.Domain.Market.Indicators;

/// <summary>
/// Moving average convergence divergence (Appel, 1979): EMA(fast) - EMA(slow), its EMA(signal), and their difference.
/// All three are NaN until the signal line is warm, after slow + signal - 1 prices. A price that is not finite and
/// positive resets it.
/// </summary>
public sealed class Macd
{
    private SmoothedMean _fast;
    private SmoothedMean _slow;
    private SmoothedMean _signal;

    /// <param name="fast">Periods of the fast average; must be below <paramref name="slow"/>.</param>
    /// <param name="slow">Periods of the slow average.</param>
    /// <param name="signal">Periods of the signal line.</param>
    public Macd(int fast = 12, int slow = 26, int signal = 9)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fast, slow);
        _fast = SmoothedMean.Exponential(fast);
        _slow = SmoothedMean.Exponential(slow);
        _signal = SmoothedMean.Exponential(signal);
    }

    public bool IsWarm => _signal.IsWarm;

    /// <summary>The MACD line, in the price's unit, signed; NaN until warm.</summary>
    public double Value => IsWarm ? _fast.Value - _slow.Value : double.NaN;

    public double Signal => _signal.Value;

    public double Histogram => Value - Signal;

    public void Update(double price)
    {
        if (!IndicatorInput.IsPrice(price))
        {
            _fast.Reset();
            _slow.Reset();
            _signal.Reset();
            return;
        }

        _fast.Add(price);
        _slow.Add(price);
        if (_slow.IsWarm)
        {
            _signal.Add(_fast.Value - _slow.Value);
        }
    }
}
