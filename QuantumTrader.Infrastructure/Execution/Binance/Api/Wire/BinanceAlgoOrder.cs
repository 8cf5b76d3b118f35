using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>A conditional order.</summary>
public sealed record BinanceAlgoOrder
{
    public required long AlgoId { get; init; }

    public required string ClientAlgoId { get; init; }

    public required string Symbol { get; init; }

    /// <summary>STOP_MARKET, TAKE_PROFIT_MARKET and others.</summary>
    public required string OrderType { get; init; }

    /// <summary>NEW, TRIGGERING, TRIGGERED, FINISHED, CANCELED, REJECTED or EXPIRED.</summary>
    public required string AlgoStatus { get; init; }

    public required string Side { get; init; }

    public string? PositionSide { get; init; }

    public decimal? Quantity { get; init; }

    public decimal? TriggerPrice { get; init; }

    public decimal? Price { get; init; }

    public string? WorkingType { get; init; }

    public bool ReduceOnly { get; init; }

    public bool ClosePosition { get; init; }

    /// <summary>The regular order that it became when it triggered; empty before.</summary>
    public long? ActualOrderId { get; init; }

    public decimal? ActualPrice { get; init; }

    public decimal? ActualQty { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public long CreateTime { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public long UpdateTime { get; init; }
}
