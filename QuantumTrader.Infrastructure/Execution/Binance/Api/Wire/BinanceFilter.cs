using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>One rule of a symbol; which members are there depends on the kind.</summary>
public sealed record BinanceFilter
{
    /// <summary>PRICE_FILTER, LOT_SIZE, MARKET_LOT_SIZE, MIN_NOTIONAL, PERCENT_PRICE and others.</summary>
    public required string FilterType { get; init; }

    public decimal? TickSize { get; init; }

    public decimal? MinQty { get; init; }

    [JsonConverter(typeof(LenientCappedConverter))]
    public decimal? MaxQty { get; init; }

    public decimal? StepSize { get; init; }

    public decimal? Notional { get; init; }

    /// <summary>Of the mark: 1.05 is at most 5 % above it.</summary>
    public decimal? MultiplierUp { get; init; }

    /// <summary>Of the mark: 0.95 is at most 5 % below it.</summary>
    public decimal? MultiplierDown { get; init; }
}
