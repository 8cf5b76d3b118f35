namespace QuantumTrader.FakeVenue.Market;

/// <summary>A trade that everybody sees.</summary>
/// <param name="AtMs">The venue's clock, not market time.</param>
public readonly record struct PublicTrade(long Id, decimal Price, decimal Quantity, long AtMs, bool IsBuyerMaker);
