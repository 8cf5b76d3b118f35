namespace QuantumTrader.Domain.Market.Indicators;

/// <summary>
/// The sample standard deviation (n - 1) of the last <paramref name="period"/> logarithmic returns, per bar, not
/// annualised: 0.01 is about one per cent a bar. Warm after period + 1 prices. A price that is not finite and positive
/// resets it.
/// </summary>
public sealed class RealisedVolatility(int period = 20)
{
    private readonly int _period = AtLeastTwo(period);
    private readonly RollingWindow _returns = new(period);
    private double _previous = double.NaN;

    public bool IsWarm => _returns.IsFull;

    /// <summary>Not below zero; NaN until warm.</summary>
    public double Value
    {
        get
        {
            if (!IsWarm)
            {
                return double.NaN;
            }

            // Rounding can leave a hair below zero when all returns are the same; Max keeps NaN as NaN.
            var variance = (_returns.SumOfSquares - (_returns.Sum * _returns.Sum / _period)) / (_period - 1);
            return Math.Sqrt(Math.Max(variance, 0));
        }
    }

    public void Update(double price)
    {
        if (!IndicatorInput.IsPrice(price))
        {
            _returns.Reset();
            _previous = double.NaN;
            return;
        }

        if (!double.IsNaN(_previous))
        {
            _returns.Add(Math.Log(price / _previous));
        }

        _previous = price;
    }

    private static int AtLeastTwo(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 2);
        return period;
    }
}
