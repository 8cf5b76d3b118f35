namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceAccountConfig
{
    public required bool CanTrade { get; init; }

    public required bool DualSidePosition { get; init; }

    public required bool MultiAssetsMargin { get; init; }

    public int FeeTier { get; init; }
}
