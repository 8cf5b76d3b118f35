using System.Text.Json;

namespace QuantumTrader.Web.Api.Trading;

/// <param name="LastSequence">The last durable one of the journal.</param>
/// <param name="NextAfter">For the next page: ask with <c>after</c> set to this, now or when there is more.</param>
/// <param name="HasMore">There was more than was asked for.</param>
public sealed record EventList(string JournalId, long LastSequence, long NextAfter, bool HasMore, IReadOnlyList<EventFacts> Events);

/// <param name="Sequence">Its place in this journal; a hole is a damaged line.</param>
/// <param name="Type">Dotted and past tense, such as trade.opened.</param>
/// <param name="CorrelationId">The chain that it belongs to.</param>
/// <param name="CausationId">The event that led to it.</param>
/// <param name="Data">What it says; its fields depend on type and version.</param>
public sealed record EventFacts(long Sequence, Guid Id, string Type, int Version, DateTimeOffset AtUtc, Guid? CorrelationId, Guid? CausationId, JsonElement Data);
