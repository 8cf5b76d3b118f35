using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Unit.Trades;

/// <summary>A store that can be away, and counts.</summary>
internal sealed class FlakyTradeStateStore : ITradeStateStore
{
    private readonly InMemoryTradeStateStore _inner = new();

    public bool IsAway { get; set; }

    /// <summary>Calls that succeed before it goes away by itself.</summary>
    public int CallsLeft { get; set; } = int.MaxValue;

    public int Saves { get; private set; }

    public int Refusals { get; private set; }

    public Task SaveAsync(TradeState trade, CancellationToken stopping)
    {
        ThrowWhenAway();
        Saves++;
        return _inner.SaveAsync(trade, stopping);
    }

    public Task<TradeState?> GetAsync(TradeId id, CancellationToken stopping) => Ask(() => _inner.GetAsync(id, stopping));

    public Task<bool> DeleteAsync(TradeId id, CancellationToken stopping) => Ask(() => _inner.DeleteAsync(id, stopping));

    public Task<IReadOnlyList<TradeState>> ListOpenAsync(Symbol? symbol, CancellationToken stopping) => Ask(() => _inner.ListOpenAsync(symbol, stopping));

    public Task<IReadOnlyList<TradeState>> ListClosedAsync(int skip, int take, CancellationToken stopping) => Ask(() => _inner.ListClosedAsync(skip, take, stopping));

    public Task<long> GetCheckpointAsync(CancellationToken stopping) => Ask(() => _inner.GetCheckpointAsync(stopping));

    public Task SetCheckpointAsync(long sequence, CancellationToken stopping)
    {
        ThrowWhenAway();
        return _inner.SetCheckpointAsync(sequence, stopping);
    }

    private Task<T> Ask<T>(Func<Task<T>> ask)
    {
        ThrowWhenAway();
        return ask();
    }

    private void ThrowWhenAway()
    {
        if (IsAway || CallsLeft-- <= 0)
        {
            Refusals++;
            throw new TradeStoreUnavailableException("The trade store does not answer.", new IOException("Connection refused"));
        }
    }
}
