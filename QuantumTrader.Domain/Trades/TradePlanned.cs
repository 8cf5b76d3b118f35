using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>A signal was sized; the entry has not been checked or sent.</summary>
public sealed record TradePlanned(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeEvent(EventId, AtUtc, TradeId)
{
    public required Symbol Symbol { get; init; }
    public required Direction Direction { get; init; }
    public PositionSide PositionSide { get; init; }
    public required Quantity Quantity { get; init; }
    public required Leverage Leverage { get; init; }
    public required Price ReferencePrice { get; init; }
    public required double Confidence { get; init; }
    public required string ModelId { get; init; }
    public required string ModelVersion { get; init; }

    /// <summary>The sizer's state and action, so that the outcome is credited to them; empty when no cell of the table was used.</summary>
    public required string SizingState { get; init; }
    public required string SizingAction { get; init; }

    /// <summary>Distances from the entry price.</summary>
    public required Fraction StopLoss { get; init; }
    public required Fraction TakeProfit { get; init; }
    public required Fraction PartialTakeProfit { get; init; }

    /// <summary>The share of the position that the partial take-profit closes.</summary>
    public required Fraction PartialShare { get; init; }
}
