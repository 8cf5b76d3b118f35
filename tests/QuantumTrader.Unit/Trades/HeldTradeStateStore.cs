using System.Collections.Concurrent;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Unit.Trades;

/// <summary>A store whose saves wait until the test answers them.</summary>
internal sealed class HeldTradeStateStore : ITradeStateStore
{
    private readonly InMemoryTradeStateStore _inner = new();
    private readonly ConcurrentQueue<(TradeState Trade, TaskCompletionSource Answer)> _waiting = new();

    public bool IsHolding { get; set; } = true;

    public int Waiting => _waiting.Count;

    public int WaitingMax { get; private set; }

    public Task SaveAsync(TradeState trade, CancellationToken stopping)
    {
        if (!IsHolding)
        {
            return _inner.SaveAsync(trade, stopping);
        }

        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((trade, answer));
        WaitingMax = Math.Max(WaitingMax, _waiting.Count);
        return answer.Task;
    }

    /// <summary>Answers the oldest save that waits.</summary>
    public async Task AnswerAsync(Exception? failure = null)
    {
        Assert.True(_waiting.TryDequeue(out var oldest));
        if (failure is not null)
        {
            oldest.Answer.SetException(failure);
            return;
        }

        await _inner.SaveAsync(oldest.Trade, CancellationToken.None);
        oldest.Answer.SetResult();
    }

    public Task<TradeState?> GetAsync(TradeId id, CancellationToken stopping) => _inner.GetAsync(id, stopping);

    public Task<bool> DeleteAsync(TradeId id, CancellationToken stopping) => _inner.DeleteAsync(id, stopping);

    public Task<IReadOnlyList<TradeState>> ListOpenAsync(Symbol? symbol, CancellationToken stopping) => _inner.ListOpenAsync(symbol, stopping);

    public Task<IReadOnlyList<TradeState>> ListClosedAsync(int skip, int take, CancellationToken stopping) => _inner.ListClosedAsync(skip, take, stopping);

    public Task<long> GetCheckpointAsync(CancellationToken stopping) => _inner.GetCheckpointAsync(stopping);

    public Task SetCheckpointAsync(long sequence, CancellationToken stopping) => _inner.SetCheckpointAsync(sequence, stopping);
}
