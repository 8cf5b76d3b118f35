using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>Funding of the trade's position; negative is paid by us.</summary>
public sealed record TradeFunded(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeEvent(EventId, AtUtc, TradeId)
{
    public required Symbol Symbol { get; init; }
    public required Usd Amount { get; init; }
}

/// <summary>The entry's first fill. Derived from the fold; says what people and statistics want to know.</summary>
public sealed record TradeOpened(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeEvent(EventId, AtUtc, TradeId)
{
    public required Symbol Symbol { get; init; }
    public required Direction Direction { get; init; }
    public required Quantity Quantity { get; init; }
    public required Price EntryPrice { get; init; }
    public required Leverage Leverage { get; init; }
}

/// <summary>
/// The book held something that the venue, asked more than once, does not hold, and no fill says where it went: the trade is over.
/// What it earned is not known and not made up; fills that are told after all still count.
/// </summary>
public sealed record TradeNotAtVenue(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeEvent(EventId, AtUtc, TradeId)
{
    public required Symbol Symbol { get; init; }
    public required Direction Direction { get; init; }

    /// <summary>What the book held.</summary>
    public required Quantity Quantity { get; init; }
}

/// <summary>The last fill that took the position to zero. Derived from the fold.</summary>
public sealed record TradeClosed(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeEvent(EventId, AtUtc, TradeId)
{
    public required Symbol Symbol { get; init; }
    public required Direction Direction { get; init; }
    public required Price EntryPrice { get; init; }
    public required Price ExitPrice { get; init; }
    public required Quantity Quantity { get; init; }
    public required Usd GrossPnl { get; init; }
    public required Usd Fees { get; init; }
    public required Usd Funding { get; init; }
    public required string ExitReason { get; init; }
    public required TimeSpan Held { get; init; }

    public Usd NetPnl => GrossPnl - Fees + Funding;
}
