using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market;

/// <summary>A mark price between two bars.</summary>
/// <param name="Price">Above zero.</param>
/// <param name="AtUtc">When it was made, by our clock; never in the future.</param>
public readonly record struct MarkReading(Symbol Symbol, Price Price, DateTimeOffset AtUtc);
