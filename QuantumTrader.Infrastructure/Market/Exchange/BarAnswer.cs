using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <param name="Candles">Oldest first, the open one included; null: the question failed.</param>
internal readonly record struct BarAnswer(Symbol Symbol, IReadOnlyList<Candle>? Candles);
