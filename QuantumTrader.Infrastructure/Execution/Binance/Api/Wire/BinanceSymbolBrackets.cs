namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceSymbolBrackets
{
    public required string Symbol { get; init; }

    /// <summary>Told when the account's brackets are not the usual ones.</summary>
    public decimal? NotionalCoef { get; init; }

    public required IReadOnlyList<BinanceBracket> Brackets { get; init; }
}
