namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>One bar. Times are milliseconds since 1970 UTC; the bar is over when its close time is past.</summary>
public readonly record struct BinanceKline(
    long OpenTime,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    long CloseTime,
    decimal QuoteVolume,
    long Trades,
    decimal TakerBaseVolume,
    decimal TakerQuoteVolume);
