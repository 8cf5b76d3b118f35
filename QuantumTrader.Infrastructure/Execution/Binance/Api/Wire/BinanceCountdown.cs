namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceCountdown
{
    public required string Symbol { get; init; }

    /// <summary>Milliseconds; 0 is off.</summary>
    public required long CountdownTime { get; init; }
}
