namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinancePositionMode
{
    /// <summary>True is hedge mode.</summary>
    public required bool DualSidePosition { get; init; }
}
