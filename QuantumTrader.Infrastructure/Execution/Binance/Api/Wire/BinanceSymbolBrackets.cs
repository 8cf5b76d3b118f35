namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceSymbolBrackets
{
    public required string Symbol { get; init; }

    public required IReadOnlyList<BinanceBracket> Brackets { get; init; }
}
