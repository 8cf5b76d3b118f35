using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market;

/// <summary>One closed bar. Times are UTC in market time, which runs faster than the clock in a replay.</summary>
public readonly record struct Candle(
    DateTimeOffset OpenTimeUtc,
    TimeSpan Interval,
    Price Open,
    Price High,
    Price Low,
    Price Close,
    Quantity Volume,
    Usd QuoteVolume)
{
    /// <summary>The first instant after the bar.</summary>
    public DateTimeOffset CloseTimeUtc => OpenTimeUtc + Interval;
}
