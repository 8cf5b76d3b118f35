namespace QuantumTrader.Infrastructure.Redis.Reading;

/// <summary>Events that the stream does not hold: damaged in the journal, trimmed, or lost with the store and deleted from the journal.</summary>
/// <param name="JournalId">Whose they are.</param>
/// <param name="From">The first that is missing.</param>
/// <param name="To">The last that is missing.</param>
public sealed record SequenceGap(string JournalId, long From, long To);
