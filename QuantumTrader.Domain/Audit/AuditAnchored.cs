using QuantumTrader.Domain.Events;

namespace QuantumTrader.Domain.Audit;

/// <summary>The audit trail's head at some moment, put into the journal: a trail that is shorter or different was tampered with.</summary>
public sealed record AuditAnchored(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required long Seq { get; init; }
    public required string Hash { get; init; }
}
