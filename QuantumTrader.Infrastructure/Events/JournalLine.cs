namespace QuantumTrader.Infrastructure.Events;

/// <summary>One durable line as it is written, whatever its type: events of a newer program are carried on unread.</summary>
/// <param name="Sequence">Its place.</param>
/// <param name="EventId">Tells whether an entry elsewhere is this one.</param>
/// <param name="AtUtc">When the event happened.</param>
/// <param name="Bytes">The JSON without the line feed; valid until the next read of the cursor that gave it.</param>
public readonly record struct JournalLine(long Sequence, Guid EventId, DateTimeOffset AtUtc, ReadOnlyMemory<byte> Bytes);
