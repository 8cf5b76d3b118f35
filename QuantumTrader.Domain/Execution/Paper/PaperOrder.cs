using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>An open order, mutable, known to the venue alone; the world sees <see cref="ToVenueOrder"/>.</summary>
internal sealed class PaperOrder
{
    public required long Id { get; init; }
    public required string ClientOrderId { get; init; }
    public required Symbol Symbol { get; init; }
    public required OrderSide Side { get; init; }
    public required OrderType Type { get; init; }
    public required PositionSide PositionSide { get; init; }
    public required decimal? LimitPrice { get; init; }
    public required decimal? TriggerPrice { get; init; }

    /// <summary>Asked for, or implied by selling a long leg or buying a short one.</summary>
    public required bool Reduces { get; init; }

    public required decimal Quantity { get; set; }
    public decimal Filled { get; set; }
    public decimal FilledValue { get; set; }
    public VenueOrderStatus Status { get; set; } = VenueOrderStatus.New;
    public bool IsTriggered { get; set; }
    public bool WasPartial { get; set; }
    public DateTimeOffset UpdatedAtUtc { get; set; }

    /// <summary>The walk in which it was last executed; it waits for the next one.</summary>
    public long ActedInWalk { get; set; } = -1;

    public decimal Remaining => Quantity - Filled;

    /// <summary>In the list of its own until it triggers; afterwards it is a market order like any other.</summary>
    public bool IsConditional => Type.IsConditional() && !IsTriggered;

    /// <summary>What a market order left over: it takes the next bar's open.</summary>
    public bool TakesNextOpen => Type == OrderType.Market || IsTriggered;

    /// <summary>The last price at which it acts, and from which side. For limits this includes the half spread.</summary>
    public decimal Threshold { get; private set; }

    public bool ActsBelow { get; private set; }

    public bool IsReachedAt(decimal price) => ActsBelow ? price <= Threshold : price >= Threshold;

    public void SetThreshold(decimal halfSpread)
    {
        ActsBelow = Type == OrderType.StopMarket ? Side == OrderSide.Sell : Side == OrderSide.Buy;
        Threshold = TriggerPrice
            ?? (LimitPrice is { } limit ? limit / (Side == OrderSide.Buy ? 1m + halfSpread : 1m - halfSpread) : 0m);
    }

    public VenueOrder ToVenueOrder() => new()
    {
        VenueOrderId = Id,
        ClientOrderId = ClientOrderId,
        Symbol = Symbol,
        Side = Side,
        Type = Type,
        Status = Status,
        Quantity = new(Quantity),
        FilledQuantity = new(Filled),
        AveragePrice = Filled > 0m ? new Price(FilledValue / Filled) : null,
        LimitPrice = LimitPrice is { } limit ? new Price(limit) : null,
        TriggerPrice = TriggerPrice is { } trigger ? new Price(trigger) : null,
        ReduceOnly = Reduces,
        PositionSide = PositionSide,
        UpdatedAtUtc = UpdatedAtUtc,
    };

    public PaperOrderState ToState() => new(ToVenueOrder(), new(FilledValue), IsTriggered, WasPartial);

    public static PaperOrder From(PaperOrderState state) => new()
    {
        Id = state.Order.VenueOrderId,
        ClientOrderId = state.Order.ClientOrderId,
        Symbol = state.Order.Symbol,
        Side = state.Order.Side,
        Type = state.Order.Type,
        PositionSide = state.Order.PositionSide,
        LimitPrice = state.Order.LimitPrice?.Value,
        TriggerPrice = state.Order.TriggerPrice?.Value,
        Reduces = state.Order.ReduceOnly,
        Quantity = state.Order.Quantity.Value,
        Filled = state.Order.FilledQuantity.Value,
        FilledValue = state.FilledValue.Value,
        Status = state.Order.Status,
        IsTriggered = state.IsTriggered,
        WasPartial = state.WasPartial,
        UpdatedAtUtc = state.Order.UpdatedAtUtc,
    };
}
