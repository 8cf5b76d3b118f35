namespace QuantumTrader.FakeVenue;

/// <summary>One order in the matching engine. Changed only under <see cref="Venue.Gate"/>.</summary>
public sealed class VenueOrder
{
    public required long Id { get; init; }

    public required string ClientId { get; init; }

    public required string Symbol { get; init; }

    public required OrderSide Side { get; init; }

    public required PositionSide PositionSide { get; init; }

    public required OrderType Type { get; init; }

    public required TimeInForce TimeInForce { get; init; }

    public required OrderOrigin Origin { get; init; }

    public required long TimeMs { get; init; }

    public bool ReduceOnly { get; init; }

    public bool ClosePosition { get; init; }

    public long GoodTillMs { get; init; }

    public string PriceMatch { get; init; } = "NONE";

    public string SelfTradePrevention { get; init; } = "EXPIRE_MAKER";

    /// <summary>The conditional order that became this one.</summary>
    public AlgoOrder? Algo { get; init; }

    /// <summary>0 for a market order.</summary>
    public decimal Price { get; internal set; }

    public decimal Quantity { get; internal set; }

    public decimal Executed { get; internal set; }

    /// <summary>Σ price × quantity of the fills.</summary>
    public decimal ExecutedQuote { get; internal set; }

    public OrderStatus Status { get; internal set; }

    public long UpdateMs { get; internal set; }

    /// <summary>Price and quantity before and after each change of it; at most 10,000 (the venue's own bound).</summary>
    public List<OrderAmendment> Amendments { get; } = [];

    public decimal Remaining => Quantity - Executed;

    public bool IsOpen => Status is OrderStatus.New or OrderStatus.PartiallyFilled;

    /// <summary>0 without a fill.</summary>
    public decimal AveragePrice => Executed == 0m ? 0m : ExecutedQuote / Executed;

    /// <summary>Only ever makes its position smaller: reduce-only, or the closing side of a hedge leg.</summary>
    public bool Reduces => ReduceOnly || ClosePosition || PositionSide switch
    {
        PositionSide.Long => Side == OrderSide.Sell,
        PositionSide.Short => Side == OrderSide.Buy,
        _ => false,
    };
}
