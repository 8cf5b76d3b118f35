using QuantumTrader.Domain.Events;

namespace QuantumTrader.Domain.Policy;

public sealed record PolicyUpdated(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required long Version { get; init; }
    public required RiskMode PreviousMode { get; init; }
    public required RiskMode NewMode { get; init; }
    public required bool EmergencyMode { get; init; }
    public required string UpdatedBy { get; init; }
}
