using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinancePremiumIndex
{
    public required string Symbol { get; init; }

    public required decimal MarkPrice { get; init; }

    public decimal IndexPrice { get; init; }

    /// <summary>A share; null for contracts without funding.</summary>
    public decimal? LastFundingRate { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public long NextFundingTime { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public long Time { get; init; }
}
