namespace QuantumTrader.Infrastructure.Redis.Reading;

/// <summary>An event as another process gets it. It may come more than once: whoever handles it tells by <paramref name="EventId"/>.</summary>
/// <param name="JournalId">Whose it is.</param>
/// <param name="Sequence">Its place in that journal.</param>
/// <param name="EventId">The same wherever the event is.</param>
/// <param name="Type">Its dotted name.</param>
/// <param name="AtUtc">When it happened.</param>
/// <param name="Line">The journal's line, JSON.</param>
public sealed record ReceivedEvent(string JournalId, long Sequence, Guid EventId, string Type, DateTimeOffset AtUtc, ReadOnlyMemory<byte> Line);
