using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>Equity came nearer to a drawdown limit than it was before on this way down.</summary>
public sealed record DrawdownWarned(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required DrawdownTier Tier { get; init; }
    public required Usd Equity { get; init; }
    public required Usd Peak { get; init; }
    public required Fraction? Drawdown { get; init; }
    public required Fraction Limit { get; init; }
    public required Fraction? AllTimeDrawdown { get; init; }
    public required Fraction AllTimeLimit { get; init; }
}
