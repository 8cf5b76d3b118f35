using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>GET /fapi/v3/positionRisk. It names neither leverage nor margin type; <see cref="BinanceSymbolConfig"/> does.</summary>
public sealed record BinancePosition
{
    public required string Symbol { get; init; }

    public required string PositionSide { get; init; }

    /// <summary>Signed: negative is short. Zero is listed while an order is open.</summary>
    public required decimal PositionAmt { get; init; }

    public required decimal EntryPrice { get; init; }

    public required decimal MarkPrice { get; init; }

    [JsonPropertyName("unRealizedProfit")]
    public required decimal UnrealizedProfit { get; init; }

    /// <summary>0: none.</summary>
    [JsonConverter(typeof(CappedDecimalConverter))]
    public decimal LiquidationPrice { get; init; }

    public decimal Notional { get; init; }

    public decimal? PositionInitialMargin { get; init; }

    public decimal? InitialMargin { get; init; }

    public decimal? MaintMargin { get; init; }

    public decimal? IsolatedWallet { get; init; }

    [JsonConverter(typeof(TimeConverter))]
    public long UpdateTime { get; init; }
}
