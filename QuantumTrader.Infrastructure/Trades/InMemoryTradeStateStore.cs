using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>Trade states for replays, simulations and tests; gone with the process. Not bounded: a run's trades all stay.</summary>
public sealed class InMemoryTradeStateStore : ITradeStateStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TradeId, TradeState> _trades = [];
    private long _checkpoint;

    public Task SaveAsync(TradeState trade, CancellationToken stopping)
    {
        lock (_gate)
        {
            if (!_trades.TryGetValue(trade.TradeId, out var stored) || trade.LastSequence > stored.LastSequence)
            {
                _trades[trade.TradeId] = trade;
            }
        }

        return Task.CompletedTask;
    }

    public Task<TradeState?> GetAsync(TradeId id, CancellationToken stopping)
    {
        lock (_gate)
        {
            return Task.FromResult(_trades.GetValueOrDefault(id));
        }
    }

    public Task<bool> DeleteAsync(TradeId id, CancellationToken stopping)
    {
        lock (_gate)
        {
            return Task.FromResult(_trades.Remove(id));
        }
    }

    public Task<IReadOnlyList<TradeState>> ListOpenAsync(Symbol? symbol, CancellationToken stopping) =>
        List(trades => trades.Where(t => !t.IsOver && (symbol is null || t.Symbol == symbol)).OrderBy(t => t.LastSequence));

    public Task<IReadOnlyList<TradeState>> ListClosedAsync(int skip, int take, CancellationToken stopping) =>
        List(trades => trades.Where(t => t.IsOver).OrderByDescending(t => t.LastSequence).Skip(skip).Take(take));

    public Task<long> GetCheckpointAsync(CancellationToken stopping)
    {
        lock (_gate)
        {
            return Task.FromResult(_checkpoint);
        }
    }

    public Task SetCheckpointAsync(long sequence, CancellationToken stopping)
    {
        lock (_gate)
        {
            _checkpoint = Math.Max(_checkpoint, sequence);
        }

        return Task.CompletedTask;
    }

    private Task<IReadOnlyList<TradeState>> List(Func<IEnumerable<TradeState>, IEnumerable<TradeState>> select)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<TradeState>>([.. select(_trades.Values)]);
        }
    }
}
