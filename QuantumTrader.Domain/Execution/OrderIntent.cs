using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>An order that somebody wants; nothing has been sent yet. A class, because it is large and waits in many asynchronous calls.</summary>
public sealed record OrderIntent
{
    public required ClientOrderId ClientOrderId { get; init; }
    public required TradeId TradeId { get; init; }
    public required Symbol Symbol { get; init; }
    public required OrderSide Side { get; init; }
    public required OrderType Type { get; init; }
    public required OrderPurpose Purpose { get; init; }

    /// <summary>In the base asset, already a multiple of the venue's step.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>The venue must refuse what would open or flip a position. True for every purpose but Entry.</summary>
    public required bool ReduceOnly { get; init; }

    /// <summary>The leg in hedge mode; Both in one-way mode.</summary>
    public PositionSide PositionSide { get; init; }

    /// <summary>Limit orders only.</summary>
    public Price? LimitPrice { get; init; }

    /// <summary>Conditional orders only.</summary>
    public Price? TriggerPrice { get; init; }

    /// <summary>The mark that the decision was made on; notional and price collar are reckoned from it.</summary>
    public Price ReferencePrice { get; init; }

    /// <summary>What the symbol must be set to at the venue before an entry goes out.</summary>
    public Leverage Leverage { get; init; }

    /// <summary>The signal's confidence, 0 to 1; NaN is refused for entries.</summary>
    public double Confidence { get; init; }

    /// <summary>Entries: the planned distance of the stop from the entry price, above 0 and below 1.</summary>
    public Fraction StopLoss { get; init; }

    /// <summary>When it was decided; it is dropped when it waits longer than the executor's limit.</summary>
    public DateTimeOffset CreatedAtUtc { get; init; }

    /// <summary>When the executor looked at the clock for this order, before it looked at the lease; null until then.</summary>
    public DateTimeOffset? SentAtUtc { get; init; }

    /// <summary>The venue refuses the order when it comes later than this after <see cref="SentAtUtc"/>; null: the venue's own limit.</summary>
    public TimeSpan? ReceiveWindow { get; init; }

    public Usd Notional => (LimitPrice ?? ReferencePrice) * Quantity;
}
