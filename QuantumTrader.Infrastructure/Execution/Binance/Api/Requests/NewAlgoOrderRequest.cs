using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>POST /fapi/v1/algoOrder with algoType CONDITIONAL.</summary>
public sealed record NewAlgoOrderRequest
{
    public required Symbol Symbol { get; init; }

    /// <summary>BUY or SELL.</summary>
    public required string Side { get; init; }

    /// <summary>BOTH, LONG or SHORT.</summary>
    public required string PositionSide { get; init; }

    /// <summary>STOP_MARKET or TAKE_PROFIT_MARKET.</summary>
    public required string Type { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal TriggerPrice { get; init; }

    /// <summary>MARK_PRICE or CONTRACT_PRICE: which price must reach the trigger.</summary>
    public required string WorkingType { get; init; }

    /// <summary>Null in hedge mode, where the venue refuses the parameter.</summary>
    public bool? ReduceOnly { get; init; }

    public required ClientOrderId ClientAlgoId { get; init; }

    /// <summary>Null: stamped when it is sent, with the usual window.</summary>
    public RequestTiming? Timing { get; init; }

    /// <summary>It can only make a position smaller, so it may use what is kept in reserve.</summary>
    public bool Reduces { get; init; }
}
