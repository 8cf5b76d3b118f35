using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>An order at the venue: conditional ones count for themselves, and regular ones per symbol.</summary>
internal readonly record struct OrderKey(bool IsConditional, Symbol Symbol, long Id);
