namespace QuantumTrader.Domain.Market.Indicators;

/// <summary>
/// Exponential moving average of a price, alpha = 2 / (period + 1), seeded with the simple mean of the first
/// <paramref name="period"/> prices. Warm after that many. A price that is not finite and positive resets it.
/// </summary>
public sealed class Ema(int period)
{
    private SmoothedMean _mean = SmoothedMean.Exponential(period);

    public bool IsWarm => _mean.IsWarm;

    /// <summary>In the price's unit; NaN until warm.</summary>
    public double Value => _mean.Value;

    public void Update(double price)
    {
        if (!IndicatorInput.IsPrice(price))
        {
            _mean.Reset();
            return;
        }

        _mean.Add(price);
    }
}
