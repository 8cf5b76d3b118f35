using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>One currency of the account.</summary>
public sealed record BinanceAsset
{
    public required string Asset { get; init; }

    public required decimal WalletBalance { get; init; }

    public required decimal UnrealizedProfit { get; init; }

    public required decimal MarginBalance { get; init; }

    public required decimal AvailableBalance { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public long UpdateTime { get; init; }
}
