using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>Equity fell to the drawdown limit and the emergency stop was asked for.</summary>
public sealed record CircuitBreakerTriggered(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required string Reason { get; init; }
    public required Usd Equity { get; init; }
    public required Usd Peak { get; init; }

    /// <summary>Null when the reading itself was unusable.</summary>
    public required Fraction? Drawdown { get; init; }

    public required Fraction Limit { get; init; }
}
