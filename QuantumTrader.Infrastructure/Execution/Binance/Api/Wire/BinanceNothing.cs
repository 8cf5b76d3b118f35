namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>An answer without content: <c>{}</c>.</summary>
public sealed record BinanceNothing;
