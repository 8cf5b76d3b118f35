using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>A regular order.</summary>
public sealed record BinanceOrder
{
    public required string Symbol { get; init; }

    public required long OrderId { get; init; }

    public required string ClientOrderId { get; init; }

    /// <summary>NEW, PARTIALLY_FILLED, FILLED, CANCELED, REJECTED, EXPIRED or EXPIRED_IN_MATCH.</summary>
    public required string Status { get; init; }

    public required string Side { get; init; }

    public string? PositionSide { get; init; }

    public required string Type { get; init; }

    public string? OrigType { get; init; }

    public required decimal OrigQty { get; init; }

    public required decimal ExecutedQty { get; init; }

    public decimal? AvgPrice { get; init; }

    public decimal? Price { get; init; }

    public decimal? StopPrice { get; init; }

    public bool ReduceOnly { get; init; }

    public bool ClosePosition { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public long UpdateTime { get; init; }
}
