namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceListenKey
{
    public required string ListenKey { get; init; }
}
