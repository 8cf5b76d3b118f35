using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market;

/// <summary>A symbol's mark price between two bars, and when the venue reckoned it.</summary>
public readonly record struct MarkReading(Symbol Symbol, Price Price, DateTimeOffset AtUtc);
