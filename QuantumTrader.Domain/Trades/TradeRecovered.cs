using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>
/// A position that an earlier process opened and whose story died with that process's disk: made a trade again from what the venue
/// says. What was earned or paid before is not known and not counted. Should the lost events turn up, they change nothing.
/// </summary>
public sealed record TradeRecovered(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeEvent(EventId, AtUtc, TradeId)
{
    public required Symbol Symbol { get; init; }
    public required Direction Direction { get; init; }
    public PositionSide PositionSide { get; init; }

    /// <summary>What the venue holds now.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>The venue's, averaged over the entry's fills.</summary>
    public required Price EntryPrice { get; init; }

    public required Leverage Leverage { get; init; }

    /// <summary>When the first of <see cref="FillIds"/> happened; when this was found out, if there are none.</summary>
    public required DateTimeOffset OpenedAtUtc { get; init; }

    /// <summary>Distances from the entry price: the stop's from the stop that rests at the venue, if one does.</summary>
    public required Fraction StopLoss { get; init; }
    public required Fraction TakeProfit { get; init; }
    public required Fraction PartialTakeProfit { get; init; }
    public required Fraction PartialShare { get; init; }

    /// <summary>The fills that are in <see cref="Quantity"/>, ascending: told again, they do not count again.</summary>
    public required IReadOnlyList<long> FillIds { get; init; }

    /// <summary>The trade's orders that rest at the venue.</summary>
    public required IReadOnlyList<TradeOrder> Orders { get; init; }
}
