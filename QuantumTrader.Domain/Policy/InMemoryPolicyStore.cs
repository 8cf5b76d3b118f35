namespace QuantumTrader.Domain.Policy;

/// <summary>
/// The policy of a replay or a simulation: same rules as the durable stores, and every call completes before it returns, so
/// that the order of steps stays the caller's.
/// </summary>
public sealed class InMemoryPolicyStore : IPolicyStore
{
    private readonly Lock _gate = new();

    // Grows by one with each change of policy, and lives as long as one replay; nothing is evicted.
    private readonly List<TradingPolicy> _versions = [];

    public Task<TradingPolicy?> ReadAsync(CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
        {
            return Task.FromCanceled<TradingPolicy?>(stopping);
        }

        lock (_gate)
        {
            return Task.FromResult(Current);
        }
    }

    public Task<PolicyWriteResult> WriteAsync(TradingPolicy next, long basedOnVersion, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (stopping.IsCancellationRequested)
        {
            return Task.FromCanceled<PolicyWriteResult>(stopping);
        }

        lock (_gate)
        {
            return Task.FromResult(Write(next, basedOnVersion));
        }
    }

    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        if (stopping.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<TradingPolicy>>(stopping);
        }

        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<TradingPolicy>>([.. Enumerable.Reverse(_versions).Take(take)]);
        }
    }

    private TradingPolicy? Current => _versions.Count > 0 ? _versions[^1] : null;

    private PolicyWriteResult Write(TradingPolicy next, long basedOnVersion)
    {
        var current = Current;
        if ((current?.Version ?? 0) != basedOnVersion)
        {
            return current is null
                ? throw PolicyVersions.NothingStored(basedOnVersion)
                : new PolicyWriteResult.Conflict(current);
        }

        var written = next with { Version = basedOnVersion + 1 };
        PolicyWriteGuard.ThrowIfRefused(current, written);
        _versions.Add(written);
        return new PolicyWriteResult.Written(written);
    }
}
