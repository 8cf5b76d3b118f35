namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceSymbolConfig
{
    public required string Symbol { get; init; }

    /// <summary>CROSSED or ISOLATED.</summary>
    public required string MarginType { get; init; }

    public required decimal Leverage { get; init; }
}
