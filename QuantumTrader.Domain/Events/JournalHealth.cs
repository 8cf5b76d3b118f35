namespace QuantumTrader.Domain.Events;

/// <summary>The journal as the operator sees it.</summary>
/// <param name="State">Entries need <see cref="JournalState.Ok"/>.</param>
/// <param name="LastSequence">The last one given out.</param>
/// <param name="LastDurableSequence">What is above waits for the disk.</param>
/// <param name="Cause">Why the state is not Ok, for people; null when it is.</param>
/// <param name="LastDurableAtUtc">When an event became durable last; null before the first since the start.</param>
/// <param name="WaitingSinceUtc">When the oldest event that waits for the disk began to wait; null when none does.</param>
public sealed record JournalHealth(
    JournalState State, long LastSequence, long LastDurableSequence, string? Cause, DateTimeOffset? LastDurableAtUtc, DateTimeOffset? WaitingSinceUtc = null);
