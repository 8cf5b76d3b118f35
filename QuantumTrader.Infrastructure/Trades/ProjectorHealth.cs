namespace QuantumTrader.Infrastructure.Trades;

/// <summary>The projection as the operator sees it.</summary>
/// <param name="Checkpoint">The journal sequence up to which the store is complete.</param>
/// <param name="LastSequence">The newest sequence that was seen.</param>
/// <param name="Dirty">Trades whose newest state is not stored yet.</param>
/// <param name="Cause">Why the store cannot be written; null when it can.</param>
/// <param name="FailingSinceUtc">Since when; null when it can.</param>
/// <param name="IsFenced">Another process writes the store; this one does not try again until it leads again.</param>
public sealed record ProjectorHealth(long Checkpoint, long LastSequence, int Dirty, string? Cause, DateTimeOffset? FailingSinceUtc, bool IsFenced = false);
