using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>The venue took a position away, or a part of it. The symbol takes no entry until a named person allows it again.</summary>
public sealed record PositionTaken(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Symbol Symbol { get; init; }

    /// <summary>LIQUIDATION, ADL or DELISTED.</summary>
    public required string Reason { get; init; }

    /// <summary>Whose position it was; null: no trade of ours explains it.</summary>
    public TradeId? TradeId { get; init; }

    /// <summary>The venue's name of its order.</summary>
    public required string VenueOrder { get; init; }

    /// <summary>Of its first fill that was told.</summary>
    public required Price Price { get; init; }
}

/// <summary>The venue's liquidation price is nearer to a position's mark than is allowed, or nobody knows how near it is.</summary>
public sealed record LiquidationNear(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Symbol Symbol { get; init; }
    public required Direction Direction { get; init; }

    /// <summary>Whose position it is; null: no trade of ours explains it, and it is left alone.</summary>
    public TradeId? TradeId { get; init; }

    /// <summary>From the mark, as a share of it; null: the account's last reading is too old, or there is no mark.</summary>
    public Fraction? Distance { get; init; }

    public required Fraction DistanceMin { get; init; }

    /// <summary>The position is made smaller now.</summary>
    public required bool IsReduced { get; init; }
}
