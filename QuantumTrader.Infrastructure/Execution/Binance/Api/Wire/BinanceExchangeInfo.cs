namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceExchangeInfo
{
    public IReadOnlyList<BinanceRateLimit>? RateLimits { get; init; }

    public required IReadOnlyList<BinanceSymbol> Symbols { get; init; }
}
