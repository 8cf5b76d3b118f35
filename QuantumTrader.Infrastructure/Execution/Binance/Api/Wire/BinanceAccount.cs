namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>GET /fapi/v3/account. The positions in it lack prices; they are read with GET /fapi/v3/positionRisk.</summary>
public sealed record BinanceAccount
{
    public required decimal TotalWalletBalance { get; init; }

    public required decimal TotalUnrealizedProfit { get; init; }

    public required decimal TotalMarginBalance { get; init; }

    public decimal TotalInitialMargin { get; init; }

    public decimal TotalMaintMargin { get; init; }

    public required decimal AvailableBalance { get; init; }

    public required IReadOnlyList<BinanceAsset> Assets { get; init; }
}
