namespace QuantumTrader.Infrastructure.Events;

/// <summary>An event on which a durable subscriber gave up for now.</summary>
/// <param name="Sequence">Names it within its subscriber's list.</param>
/// <param name="Type">The event's name in the catalogue.</param>
/// <param name="AtUtc">When the event happened.</param>
/// <param name="Failure">The last failure, in one line.</param>
/// <param name="Tries">How often the handler was called.</param>
/// <param name="FailedAtUtc">When it was given up.</param>
public sealed record DeadLetterEntry(long Sequence, Guid EventId, string Type, DateTimeOffset AtUtc, string Failure, int Tries, DateTimeOffset FailedAtUtc);
