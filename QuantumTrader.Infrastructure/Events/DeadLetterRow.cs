namespace QuantumTrader.Infrastructure.Events;

/// <summary>One dead letter as an operator sees it.</summary>
/// <param name="Subscriber">Whose it is.</param>
/// <param name="Number">Names it within its subscriber.</param>
/// <param name="Sequence">0 when the event could not be made durable.</param>
/// <param name="Type">The event's name in the catalogue.</param>
/// <param name="IsSafety">A stop, a reset, a breaker or the policy: look at these first.</param>
/// <param name="AtUtc">When the event happened.</param>
/// <param name="Failure">What the subscriber said last.</param>
/// <param name="Tries">How often it was called.</param>
/// <param name="IsDurable">False: the list of the bus is in memory, and empty after a restart.</param>
public sealed record DeadLetterRow(
    string Subscriber, long Number, long Sequence, Guid EventId, string Type, bool IsSafety, DateTimeOffset AtUtc, string Failure, int Tries, bool IsDurable);
