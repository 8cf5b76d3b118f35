namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinancePremiumIndex
{
    public required string Symbol { get; init; }

    public required decimal MarkPrice { get; init; }

    public decimal IndexPrice { get; init; }

    /// <summary>A share; null for contracts without funding.</summary>
    public decimal? LastFundingRate { get; init; }

    public long NextFundingTime { get; init; }

    public long Time { get; init; }
}
