using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market;

/// <summary>A closed bar and whose it is.</summary>
public readonly record struct MarketBar(Symbol Symbol, Candle Candle);
