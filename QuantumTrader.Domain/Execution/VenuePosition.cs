using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>A position as the venue tells it; a flat leg is not listed.</summary>
public sealed record VenuePosition
{
    public required Symbol Symbol { get; init; }
    public required Direction Direction { get; init; }
    public PositionSide PositionSide { get; init; }
    public required Quantity Quantity { get; init; }
    public required Price EntryPrice { get; init; }
    public required Price MarkPrice { get; init; }
    public required Usd UnrealisedPnl { get; init; }
    public required Leverage Leverage { get; init; }
    public required Usd Margin { get; init; }

    /// <summary>Null when the venue gives none, for instance because equity covers any price.</summary>
    public Price? LiquidationPrice { get; init; }

    public Usd Notional => MarkPrice * Quantity;
}
