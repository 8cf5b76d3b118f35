using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>Money that came or went. <see cref="TranId"/> is unique per <see cref="IncomeType"/>.</summary>
public sealed record BinanceIncome
{
    public string? Symbol { get; init; }

    public required string IncomeType { get; init; }

    public required decimal Income { get; init; }

    public required string Asset { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public required long Time { get; init; }

    public required long TranId { get; init; }
}
