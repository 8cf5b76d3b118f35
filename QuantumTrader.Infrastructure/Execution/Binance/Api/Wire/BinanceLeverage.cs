namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceLeverage
{
    public required string Symbol { get; init; }

    public required decimal Leverage { get; init; }
}
