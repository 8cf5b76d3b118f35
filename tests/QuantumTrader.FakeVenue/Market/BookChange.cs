namespace QuantumTrader.FakeVenue.Market;

/// <summary>What changed in a book between two update ids; a level with quantity 0 is gone.</summary>
internal sealed record BookChange(long First, long Last, long Before, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks);
