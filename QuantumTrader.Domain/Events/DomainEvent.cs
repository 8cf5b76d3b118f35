namespace QuantumTrader.Domain.Events;

/// <summary>Something that happened. Never changed after it was made; another shape is another event.</summary>
public abstract record DomainEvent(Guid EventId, DateTimeOffset AtUtc)
{
    /// <summary>The chain that this belongs to: the signal's id for all that follows from it.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>The event that directly led to this one.</summary>
    public Guid? CausationId { get; init; }
}
