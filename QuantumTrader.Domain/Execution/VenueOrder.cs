using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>An order as the venue tells it. Orders that people placed by hand have a client id that is not ours.</summary>
public sealed record VenueOrder
{
    public required long VenueOrderId { get; init; }
    public required string ClientOrderId { get; init; }
    public required Symbol Symbol { get; init; }
    public required OrderSide Side { get; init; }
    public required OrderType Type { get; init; }
    public required VenueOrderStatus Status { get; init; }
    public required Quantity Quantity { get; init; }
    public required Quantity FilledQuantity { get; init; }
    public Price? AveragePrice { get; init; }
    public Price? LimitPrice { get; init; }
    public Price? TriggerPrice { get; init; }
    public bool ReduceOnly { get; init; }
    public PositionSide PositionSide { get; init; }
    public required DateTimeOffset UpdatedAtUtc { get; init; }

    public bool IsOpen => Status is VenueOrderStatus.New or VenueOrderStatus.PartiallyFilled;
}
