using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Benchmarks.App;

/// <summary>Never answers, so that the latch file alone makes a stop durable.</summary>
internal sealed class SilentPolicyStore : IPolicyStore
{
    public Task<TradingPolicy?> ReadAsync(CancellationToken stopping) => new TaskCompletionSource<TradingPolicy?>().Task;

    public Task<PolicyWriteResult> WriteAsync(TradingPolicy next, long basedOnVersion, CancellationToken stopping) => new TaskCompletionSource<PolicyWriteResult>().Task;

    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping) => new TaskCompletionSource<IReadOnlyList<TradingPolicy>>().Task;
}
