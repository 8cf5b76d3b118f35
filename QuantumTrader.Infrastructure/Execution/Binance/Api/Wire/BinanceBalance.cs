using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceBalance
{
    public required string Asset { get; init; }

    public required decimal Balance { get; init; }

    public decimal CrossWalletBalance { get; init; }

    public decimal CrossUnPnl { get; init; }

    public decimal AvailableBalance { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public long UpdateTime { get; init; }
}
