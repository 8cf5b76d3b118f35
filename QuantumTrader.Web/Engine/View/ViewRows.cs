using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.View;

public sealed record PositionRow(
    Symbol Symbol,
    Direction Direction,
    Quantity Quantity,
    Usd Notional,
    Price Entry,
    Price Mark,
    Usd Pnl,
    Fraction? PnlShare,
    Fraction? LiquidationDistance,
    Leverage Leverage,
    bool StopPresent,
    string Model,
    DateTimeOffset? OpenedAtUtc,
    decimal TickSize)
{
    /// <summary>Whether it is ours.</summary>
    public OrderOwner Owner { get; init; }

    /// <summary>Of ours; null for a stranger's.</summary>
    public string? TradeId { get; init; }
}

public sealed record OrderRow(
    string ClientOrderId,
    Symbol Symbol,
    OrderSide Side,
    OrderType Type,
    string Purpose,
    Quantity Quantity,
    Price? Price,
    bool IsConditional,
    DateTimeOffset UpdatedAtUtc,
    decimal TickSize)
{
    /// <summary>Whether it is ours.</summary>
    public OrderOwner Owner { get; init; }

    /// <summary>Of ours; null for a stranger's and for an emergency's closes.</summary>
    public string? TradeId { get; init; }
}

/// <summary>A signal and what the sizer made of it.</summary>
public sealed record DecisionRow(
    DateTimeOffset AtUtc,
    Symbol Symbol,
    string Action,
    double Confidence,
    string Model,
    Usd? Notional,
    Leverage? Leverage,
    string ExitPlan,
    string SizingReason,
    string Volatility,
    bool IsFallback,
    string Outcome);

public sealed record DenialRow(DateTimeOffset AtUtc, Symbol Symbol, IReadOnlyList<string> Codes, IReadOnlyList<string> Details);

/// <param name="NetPnl">Null when it is not known.</param>
/// <param name="Held">Null when it is not known.</param>
public sealed record ClosedTradeRow(
    string TradeId,
    Symbol Symbol,
    Direction Direction,
    Usd? NetPnl,
    string ExitReason,
    DateTimeOffset ClosedAtUtc,
    TimeSpan? Held);

public sealed record EquityPoint(DateTimeOffset AtUtc, Usd Equity, Usd LimitLine);

/// <param name="Ok">False: nothing new is durable.</param>
/// <param name="LastDurableAtUtc">When an event became durable last; null before the first since the start.</param>
public sealed record JournalView(bool Ok, long LastSequence, long NotYetDurable, string? Cause, DateTimeOffset? LastDurableAtUtc = null);
