using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <param name="Found">What the store has of what is open there or here.</param>
/// <param name="Dropped">Open here; the store had it, and has it no more because it was closed long ago.</param>
internal sealed record SharedTradesRead(IReadOnlyList<TradeState> Found, IReadOnlyList<TradeId> Dropped);
