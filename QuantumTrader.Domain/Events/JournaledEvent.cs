namespace QuantumTrader.Domain.Events;

/// <summary>An event with its place in the journal. Sequences start at 1 and have no holes.</summary>
public readonly record struct JournaledEvent(long Sequence, DomainEvent Event);
