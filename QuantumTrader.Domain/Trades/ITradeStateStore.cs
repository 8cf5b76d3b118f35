using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>
/// The projection's home; only <c>TradeProjector</c> writes it. An unreachable store throws
/// <see cref="TradeStoreUnavailableException"/>: an error is never an empty list.
/// </summary>
public interface ITradeStateStore
{
    /// <summary>
    /// Saves when <see cref="TradeState.LastSequence"/> is above what is stored; a replayed older state changes nothing. Sequences
    /// are compared within one journal only: a state of another journal is replaced, where the store lets this process write at
    /// all. May be repeated when its outcome is unknown.
    /// </summary>
    Task SaveAsync(TradeState trade, CancellationToken stopping);

    Task<TradeState?> GetAsync(TradeId id, CancellationToken stopping);

    /// <summary>True when there was one.</summary>
    Task<bool> DeleteAsync(TradeId id, CancellationToken stopping);

    Task<IReadOnlyList<TradeState>> ListOpenAsync(Symbol? symbol, CancellationToken stopping);

    /// <summary>Newest first: the one that was over last, or last heard of. The order is total, so that pages do not overlap.</summary>
    Task<IReadOnlyList<TradeState>> ListClosedAsync(int skip, int take, CancellationToken stopping);

    /// <summary>The sequence of this process's journal up to which this store is complete; 0 when it never was.</summary>
    Task<long> GetCheckpointAsync(CancellationToken stopping);

    /// <summary>Never goes back: a lower one changes nothing.</summary>
    Task SetCheckpointAsync(long sequence, CancellationToken stopping);
}
