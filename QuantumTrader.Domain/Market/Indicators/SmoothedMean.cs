using System.Runtime.CompilerServices;

namespace QuantumTrader.Domain.Market.Indicators;

/// <summary>
/// The core of every smoothed indicator: the simple mean of the first <c>period</c> values, from then on
/// <c>mean += alpha * (value - mean)</c>. Alpha 2/(n+1) is an EMA, 1/n is Wilder's smoothing. The caller keeps bad values out.
/// </summary>
internal struct SmoothedMean
{
    private readonly int _period;
    private readonly double _alpha;
    private double _mean;
    private int _count;

    private SmoothedMean(int period, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
        _alpha = alpha;
    }

    public static SmoothedMean Exponential(int period) => new(period, 2.0 / (period + 1));

    public static SmoothedMean Wilder(int period) => new(period, 1.0 / period);

    public readonly bool IsWarm => _count >= _period;

    /// <summary>NaN until warm.</summary>
    public readonly double Value => IsWarm ? _mean : double.NaN;

    /// <summary>The mean as it stands, warm or not; for callers that have checked.</summary>
    public readonly double Mean => _mean;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        if (_count >= _period)
        {
            _mean += _alpha * (value - _mean);
        }
        else
        {
            AddFirst(value);
        }
    }

    private void AddFirst(double value)
    {
        _count++;
        _mean += (value - _mean) / _count;
    }

    public void Reset()
    {
        _mean = 0;
        _count = 0;
    }
}
