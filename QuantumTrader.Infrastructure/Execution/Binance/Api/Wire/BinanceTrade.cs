using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>One execution of ours. <see cref="Id"/> grows and is unique per symbol.</summary>
public sealed record BinanceTrade
{
    public required string Symbol { get; init; }

    public required long Id { get; init; }

    public required long OrderId { get; init; }

    public required string Side { get; init; }

    public string? PositionSide { get; init; }

    public required decimal Price { get; init; }

    public required decimal Qty { get; init; }

    public required decimal RealizedPnl { get; init; }

    /// <summary>Positive is paid by us.</summary>
    public required decimal Commission { get; init; }

    public required string CommissionAsset { get; init; }

    public bool Maker { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public required long Time { get; init; }
}
