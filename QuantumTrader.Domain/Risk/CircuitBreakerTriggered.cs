using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>Equity fell to a drawdown limit and the emergency stop was asked for. Whether it succeeded, <see cref="CircuitBreakerEnded"/> says.</summary>
public sealed record CircuitBreakerTriggered(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required string Reason { get; init; }
    public required Usd Equity { get; init; }
    public required Usd Peak { get; init; }

    /// <summary>Null when the reading itself was unusable.</summary>
    public required Fraction? Drawdown { get; init; }

    public required Fraction Limit { get; init; }

    /// <summary>Which limit was reached.</summary>
    public DrawdownLimitKind LimitReached { get; init; }

    /// <summary>The first equity at the limit; null when it was never read.</summary>
    public Usd? FirstAtLimit { get; init; }

    /// <summary>The first reading at the limit was already a tenth of it past it, as -11 % is of -10 %: the limit could not be kept.</summary>
    public bool IsGap { get; init; }
}
