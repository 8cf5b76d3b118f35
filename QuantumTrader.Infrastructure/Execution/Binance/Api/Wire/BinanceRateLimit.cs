namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>So many of one kind per <see cref="IntervalNum"/> times <see cref="Interval"/>.</summary>
public sealed record BinanceRateLimit
{
    /// <summary>REQUEST_WEIGHT or ORDERS.</summary>
    public required string RateLimitType { get; init; }

    /// <summary>SECOND, MINUTE or DAY.</summary>
    public required string Interval { get; init; }

    public required int IntervalNum { get; init; }

    public required int Limit { get; init; }
}
