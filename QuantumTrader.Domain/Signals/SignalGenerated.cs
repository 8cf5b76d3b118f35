using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Signals;

/// <summary>A model wants a trade; its event id is the correlation id of all that follows.</summary>
public sealed record SignalGenerated(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Symbol Symbol { get; init; }
    public required SignalAction Action { get; init; }
    public required double Confidence { get; init; }
    public required string ModelId { get; init; }
    public required string ModelVersion { get; init; }
    public required Provenance Provenance { get; init; }
    public required DateTimeOffset BarCloseUtc { get; init; }
    public required Price Price { get; init; }
}
