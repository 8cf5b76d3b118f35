namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceTime
{
    /// <summary>Milliseconds since 1970 UTC.</summary>
    public required long ServerTime { get; init; }
}
