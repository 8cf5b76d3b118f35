namespace QuantumTrader.FakeVenue;

public sealed record OrderAmendment(long Id, long TimeMs, decimal PriceBefore, decimal PriceAfter, decimal QuantityBefore, decimal QuantityAfter, int Count);
