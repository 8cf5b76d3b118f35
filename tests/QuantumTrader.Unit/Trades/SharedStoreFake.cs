using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Unit.Trades;

/// <summary>The shared store's rules in memory, so that a property can be tried on thousands of histories.</summary>
internal sealed class SharedStoreFake
{
    private readonly Dictionary<TradeId, (TradeState State, long Epoch)> _trades = [];
    private readonly Dictionary<string, long> _checkpoints = [];

    public long LastEpoch { get; set; }

    public bool IsAway { get; set; }

    /// <summary>Calls that succeed before it goes away by itself.</summary>
    public int CallsLeft { get; set; } = int.MaxValue;

    public IReadOnlyDictionary<TradeId, TradeState> Trades => _trades.ToDictionary(t => t.Key, t => t.Value.State);

    /// <summary>As time does with what was closed long ago.</summary>
    public void Drop(TradeId id) => _trades.Remove(id);

    /// <summary>Emptied: nothing is left, checkpoints neither.</summary>
    public void Flush()
    {
        _trades.Clear();
        _checkpoints.Clear();
    }

    public ITradeStateStore DoorOf(string journalId, ILease lease) => new Door(this, journalId, lease);

    private sealed class Door(SharedStoreFake store, string journalId, ILease lease) : ITradeStateStore
    {
        public Task SaveAsync(TradeState trade, CancellationToken stopping) => Do(write: true, () =>
        {
            if (store._trades.TryGetValue(trade.TradeId, out var stored))
            {
                if (stored.State.JournalId == journalId && trade.LastSequence <= stored.State.LastSequence)
                {
                    return false;
                }

                if (stored.State.JournalId != journalId && lease.Epoch <= stored.Epoch)
                {
                    throw new TradeStoreFencedException("written under a later epoch");
                }
            }

            Assert.True(trade.JournalId == journalId || trade.JournalId.Length == 0, $"{trade.TradeId} counts in {trade.JournalId}");
            store._trades[trade.TradeId] = (trade with { JournalId = journalId }, lease.Epoch);
            return true;
        });

        public Task<TradeState?> GetAsync(TradeId id, CancellationToken stopping) =>
            Do(write: false, () => store._trades.TryGetValue(id, out var found) ? found.State : null);

        public Task<bool> DeleteAsync(TradeId id, CancellationToken stopping) => Do(write: true, () => store._trades.Remove(id));

        public Task<IReadOnlyList<TradeState>> ListOpenAsync(Symbol? symbol, CancellationToken stopping) =>
            Do(write: false, () => TradeStateOrder.Open(store._trades.Values.Select(t => t.State), symbol));

        public Task<IReadOnlyList<TradeState>> ListClosedAsync(int skip, int take, CancellationToken stopping) =>
            Do(write: false, () => TradeStateOrder.Closed(store._trades.Values.Select(t => t.State), skip, take));

        public Task<long> GetCheckpointAsync(CancellationToken stopping) => Do(write: false, () => store._checkpoints.GetValueOrDefault(journalId));

        public Task SetCheckpointAsync(long sequence, CancellationToken stopping) =>
            Do(write: true, () => store._checkpoints[journalId] = Math.Max(sequence, store._checkpoints.GetValueOrDefault(journalId)));

        private async Task<T> Do<T>(bool write, Func<T> work)
        {
            await Task.CompletedTask;
            if (store.IsAway || store.CallsLeft-- <= 0)
            {
                throw new TradeStoreUnavailableException("The shared trade store cannot be reached.");
            }

            return write && (lease.Epoch == 0 || lease.Epoch < store.LastEpoch) ? throw new TradeStoreFencedException($"epoch {store.LastEpoch} writes now") : work();
        }
    }
}
