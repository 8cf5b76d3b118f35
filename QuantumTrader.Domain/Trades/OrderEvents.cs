using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>An event of one of a trade's orders.</summary>
public abstract record TradeOrderEvent(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeEvent(EventId, AtUtc, TradeId)
{
    public required Symbol Symbol { get; init; }
    public required ClientOrderId ClientOrderId { get; init; }
    public required OrderPurpose Purpose { get; init; }
}

/// <summary>The gate said no; nothing was sent.</summary>
public sealed record OrderDenied(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeOrderEvent(EventId, AtUtc, TradeId)
{
    /// <summary>Stable upper-case codes, every one that applied.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>For people: the numbers behind the codes, in the same order.</summary>
    public required IReadOnlyList<string> Details { get; init; }
}

/// <summary>Journaled before the order is sent: after a crash the venue is asked about it.</summary>
public sealed record OrderIntended(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeOrderEvent(EventId, AtUtc, TradeId)
{
    public required OrderSide Side { get; init; }
    public required OrderType Type { get; init; }
    public required Quantity Quantity { get; init; }
    public required bool ReduceOnly { get; init; }
    public PositionSide PositionSide { get; init; }
    public Price? LimitPrice { get; init; }
    public Price? TriggerPrice { get; init; }

    /// <summary>Why, for exits: STOP_LOSS, TAKE_PROFIT, PARTIAL_TAKE_PROFIT, SIGNAL_EXIT, TIMEOUT, EMERGENCY, MANUAL, PROTECTION_FAILED, LIQUIDATION_NEAR; empty for entries.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>The venue has the order.</summary>
public sealed record OrderAccepted(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeOrderEvent(EventId, AtUtc, TradeId)
{
    public required long VenueOrderId { get; init; }
}

/// <summary>The venue refused the order for certain.</summary>
public sealed record OrderRejected(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeOrderEvent(EventId, AtUtc, TradeId)
{
    public required int VenueCode { get; init; }
    public required string VenueText { get; init; }
}

/// <summary>Nobody knows whether the venue has the order; the symbol takes no entry until it is known.</summary>
public sealed record OrderUnknown(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeOrderEvent(EventId, AtUtc, TradeId)
{
    public required string Cause { get; init; }
}

/// <summary>An execution at the venue.</summary>
public sealed record OrderFilled(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeOrderEvent(EventId, AtUtc, TradeId)
{
    public required long FillId { get; init; }
    public required OrderSide Side { get; init; }
    public required Price Price { get; init; }
    public required Quantity Quantity { get; init; }
    public required Quantity Remaining { get; init; }
    public required Usd Fee { get; init; }
    public required Usd RealisedPnl { get; init; }
    public bool IsLiquidation { get; init; }
}

/// <summary>The order is no longer open and was not filled to the end: canceled, expired, or refused after it was accepted.</summary>
public sealed record OrderEnded(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : TradeOrderEvent(EventId, AtUtc, TradeId)
{
    /// <summary>CANCELED, EXPIRED, REJECTED, DROPPED (it waited too long and was never sent) or NOT_PLACED (the venue never had it).</summary>
    public required string Reason { get; init; }
}
