namespace QuantumTrader.Domain.Events;

/// <summary>One entry of the <see cref="EventCatalogue"/>.</summary>
/// <param name="Name">Stable, dotted, past tense; what is written to the journal and to streams.</param>
/// <param name="Type">The sealed record.</param>
/// <param name="SchemaVersion">Grows when the record's shape changes; a line of a newer version than ours is kept and not read.</param>
/// <param name="IsSafety">True for events that people are told about whatever else is dropped: stops, resets, breakers, policy.</param>
public sealed record EventKind(string Name, Type Type, int SchemaVersion, bool IsSafety);
