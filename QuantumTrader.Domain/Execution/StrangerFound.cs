using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>A position or a resting order at the venue that is not ours. Told once for each, anew when it was gone and came back.</summary>
public sealed record StrangerFound(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required StrangerKind Kind { get; init; }
    public required Symbol Symbol { get; init; }
    public required PositionSide PositionSide { get; init; }

    /// <summary>Of a position, the side that opened it.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>Of a position, the part that no trade of ours explains; of an order, what is left of it.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>The order's, as the venue tells it; null for a position.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>The trade that it became; null: it is left alone, and a position's symbol takes no entry meanwhile.</summary>
    public string? AdoptedAs { get; init; }
}
