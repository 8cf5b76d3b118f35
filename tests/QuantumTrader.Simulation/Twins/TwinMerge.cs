using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Simulation.Twins;

/// <summary>Takes the shared trades over and keeps both stores, as the app does on a real shared store.</summary>
internal sealed class TwinMerge(TwinMachine machine, IEventJournal journal, ILease lease, ITradeStateStore shared, RestoredTrades restored)
{
    private long _mergedEpoch;
    private long _supersededUpTo = restored.UpTo;

    public TradeProjector? Local { get; set; }

    public TradeProjector? Shared { get; set; }

    public async Task MergeAsync(CancellationToken stopping)
    {
        if (_mergedEpoch > 0 && _mergedEpoch != lease.Epoch)
        {
            _supersededUpTo = journal.Health.LastDurableSequence;
        }

        _mergedEpoch = lease.Epoch;
        await TradeBookRestore.MergeSharedAsync(restored.Book, machine.Trades, shared, journal, _supersededUpTo, stopping);
        Shared!.GoOn(_supersededUpTo);
    }

    public async Task SaveAsync()
    {
        await Local!.TrySaveAsync(CancellationToken.None);
        await Shared!.TrySaveAsync(CancellationToken.None);
    }
}
