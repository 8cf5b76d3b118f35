namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceBalance
{
    public required string Asset { get; init; }

    public required decimal Balance { get; init; }

    public decimal CrossWalletBalance { get; init; }

    public decimal CrossUnPnl { get; init; }

    public decimal AvailableBalance { get; init; }

    public long UpdateTime { get; init; }
}
