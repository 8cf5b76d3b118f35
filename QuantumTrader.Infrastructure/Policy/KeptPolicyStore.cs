using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>
/// The shared policy with a copy on this disk. When the store lost it, the holder of the lease brings it back from the copy, an emergency
/// included, and whoever wanted to write a first policy gets that one to decide on: limits are never made up where there were some. The
/// copy follows what is read and written; nobody waits for the disk.
/// </summary>
public sealed class KeptPolicyStore(RedisLink link, RedisPolicyStore store, PolicyCopyFile file, ILease lease, ILogger<KeptPolicyStore> log) : IPolicyStore
{
    private readonly Lock _gate = new();
    private PolicyCopy? _copy;
    private PolicyCopy? _unsaved; // only the newest is of use
    private bool _isRead;
    private bool _isSaving;
    private volatile bool _hasFailed;

    public async Task<TradingPolicy?> ReadAsync(CancellationToken stopping)
    {
        var policy = await store.ReadAsync(stopping);
        if (Copy(isNeeded: policy is null) is { } copy && !(policy?.Version >= copy.Policy.Version))
        {
            if (lease.State != LeaseState.Held)
            {
                return policy; // and the copy stays, for when this process leads
            }

            policy = await BringBackAsync(copy, stopping);
        }

        return Seen(policy);
    }

    public async Task<PolicyWriteResult> WriteAsync(TradingPolicy next, long basedOnVersion, CancellationToken stopping)
    {
        if (basedOnVersion == 0 && Copy(isNeeded: true) is { } copy)
        {
            return new PolicyWriteResult.Conflict(Seen(await BringBackAsync(copy, stopping))!);
        }

        var result = await store.WriteAsync(next, basedOnVersion, stopping);
        if (result is PolicyWriteResult.Written written)
        {
            Seen(written.Policy);
        }

        return result;
    }

    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping) => store.ReadHistoryAsync(take, stopping);

    private async Task<TradingPolicy> BringBackAsync(PolicyCopy copy, CancellationToken stopping)
    {
        var policy = await store.BringBackAsync(copy, stopping);
        log.PolicyBroughtBack(policy.Version, policy.UpdatedBy);
        return policy;
    }

    private PolicyCopy? Copy(bool isNeeded)
    {
        lock (_gate)
        {
            if (!_isRead)
            {
                try
                {
                    (_copy, _isRead) = (file.Read(), true);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
                {
                    return isNeeded ? throw new PolicyUnavailableException($"The shared store has no policy, and this host's copy of it cannot be read: {e.Message}", e) : null;
                }
            }

            return _copy;
        }
    }

    private TradingPolicy? Seen(TradingPolicy? policy)
    {
        lock (_gate)
        {
            if (policy is null || link.Owner.Remembered is not { } owner || (!_hasFailed && _copy is { } known && known.Owner == owner && known.Policy.Version == policy.Version && known.Policy.UpdatedAtUtc == policy.UpdatedAtUtc))
            {
                return policy;
            }

            (_copy, _isRead) = (_unsaved = new(owner, policy), true);
            if (_isSaving)
            {
                return policy;
            }

            _isSaving = true;
        }

        _ = SaveAsync(); // what fails is told and tried again with the next reading
        return policy;
    }

    private async Task SaveAsync()
    {
        while (Next() is { } copy)
        {
            try
            {
                await file.SaveAsync(copy).ConfigureAwait(false);
                _hasFailed = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _hasFailed = true;
                log.PolicyCopyNotSaved(e.Message);
            }
        }
    }

    private PolicyCopy? Next()
    {
        lock (_gate)
        {
            var next = _unsaved;
            _unsaved = null;
            _isSaving = next is not null;
            return next;
        }
    }
}
