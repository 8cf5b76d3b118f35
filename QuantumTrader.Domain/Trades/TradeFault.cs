using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>An event that could not happen to its trade; the symbol takes no entry until somebody has looked.</summary>
public sealed record TradeFault(Symbol Symbol, TradeId TradeId, TradePhase? Phase, TradeEventKind? Kind, Guid EventId, long Sequence, string Why);
