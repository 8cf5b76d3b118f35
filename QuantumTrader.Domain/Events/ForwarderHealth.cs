namespace QuantumTrader.Domain.Events;

/// <summary>How far the journal was copied to the shared store.</summary>
/// <param name="State">What it does now.</param>
/// <param name="ConfirmedSequence">Every event up to here is in the store.</param>
/// <param name="Backlog">Durable events that are not confirmed.</param>
/// <param name="OldestWaitingAtUtc">When the oldest of them happened; null when there is none or it is not known yet.</param>
/// <param name="DrainPerSecond">Events confirmed per second lately.</param>
/// <param name="Cause">Why it waits, for people; null while it forwards.</param>
public sealed record ForwarderHealth(
    ForwarderState State, long ConfirmedSequence, long Backlog, DateTimeOffset? OldestWaitingAtUtc, double DrainPerSecond, string? Cause);
