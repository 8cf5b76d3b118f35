namespace QuantumTrader.FakeVenue;

public readonly record struct BookLevel(decimal Price, decimal Quantity);
