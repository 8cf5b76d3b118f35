using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>Trade states for replays, simulations and tests; gone with the process. Not bounded: a run's trades all stay.</summary>
/// <param name="journalId">The journal that sequences count in; empty where there is only one.</param>
public sealed class InMemoryTradeStateStore(string journalId = "") : ITradeStateStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TradeId, TradeState> _trades = [];
    private long _checkpoint;

    public Task SaveAsync(TradeState trade, CancellationToken stopping) => Do(() =>
    {
        var stamped = TradeStateOrder.Stamped(trade, journalId);
        if (!_trades.TryGetValue(trade.TradeId, out var stored) || TradeStateOrder.IsNewer(stamped, stored))
        {
            _trades[trade.TradeId] = stamped;
        }

        return true;
    }, stopping);

    public Task<TradeState?> GetAsync(TradeId id, CancellationToken stopping) => Do(() => _trades.GetValueOrDefault(id), stopping);

    public Task<bool> DeleteAsync(TradeId id, CancellationToken stopping) => Do(() => _trades.Remove(id), stopping);

    public Task<IReadOnlyList<TradeState>> ListOpenAsync(Symbol? symbol, CancellationToken stopping) =>
        Do(() => TradeStateOrder.Open(_trades.Values, symbol), stopping);

    public Task<IReadOnlyList<TradeState>> ListClosedAsync(int skip, int take, CancellationToken stopping) =>
        Do(() => TradeStateOrder.Closed(_trades.Values, skip, take), stopping);

    public Task<long> GetCheckpointAsync(CancellationToken stopping) => Do(() => _checkpoint, stopping);

    public Task SetCheckpointAsync(long sequence, CancellationToken stopping) => Do(() => _checkpoint = Math.Max(_checkpoint, sequence), stopping);

    private Task<T> Do<T>(Func<T> work, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(stopping);
        }

        lock (_gate)
        {
            return Task.FromResult(work());
        }
    }
}
