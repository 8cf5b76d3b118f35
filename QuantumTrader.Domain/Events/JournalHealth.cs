namespace QuantumTrader.Domain.Events;

/// <summary>The journal as the operator sees it.</summary>
public sealed record JournalHealth(JournalState State, long LastSequence, long LastDurableSequence, string? Cause, DateTimeOffset? LastDurableAtUtc);
