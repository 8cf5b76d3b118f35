using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>POST /fapi/v1/order, with the answer type RESULT.</summary>
public sealed record NewOrderRequest
{
    public required Symbol Symbol { get; init; }

    /// <summary>BUY or SELL.</summary>
    public required string Side { get; init; }

    /// <summary>BOTH, LONG or SHORT.</summary>
    public required string PositionSide { get; init; }

    /// <summary>MARKET or LIMIT: every other type is refused here since 2025-12-09 and goes to <see cref="NewAlgoOrderRequest"/>.</summary>
    public required string Type { get; init; }

    public required decimal Quantity { get; init; }

    /// <summary>LIMIT only.</summary>
    public decimal? Price { get; init; }

    /// <summary>LIMIT only: GTC, IOC, FOK or GTX.</summary>
    public string? TimeInForce { get; init; }

    /// <summary>Null in hedge mode, where the venue refuses the parameter.</summary>
    public bool? ReduceOnly { get; init; }

    public required ClientOrderId ClientOrderId { get; init; }

    /// <summary>Null: stamped when it is sent, with the usual window.</summary>
    public RequestTiming? Timing { get; init; }

    /// <summary>It can only make a position smaller, so it may use what is kept in reserve.</summary>
    public bool Reduces { get; init; }
}
