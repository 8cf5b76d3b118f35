using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Web.Engine.Policy;

/// <summary>
/// The one snapshot that everything reads. An emergency that is known here shows in it at once, whatever the store says,
/// until <see cref="Release"/>.
/// </summary>
public sealed class PolicyCache(IPolicyStore store, TimeProvider time)
{
    private const string Gone = "The store no longer has the policy: it was emptied, or is another. Nothing is opened until it is back; see docs/runbooks/policy-missing.md.";
    private EmergencyLatch? _latch;
    private PolicySnapshot _snapshot = PolicySnapshot.Never;
    private DateTimeOffset? _nextBackUtc;

    /// <summary>What was loosened for a while is back in it the moment the while is over, whether or not the store has heard of it.</summary>
    public PolicySnapshot Snapshot
    {
        get
        {
            if (_nextBackUtc is { } at && time.GetUtcNow() is var now && now >= at)
            {
                Snapshot = _snapshot with { Policy = PolicyExpiry.GoneBack(_snapshot.Policy!, now) };
            }

            return _snapshot;
        }

        private set
        {
            _snapshot = value;
            _nextBackUtc = value.Policy is { Temporary: not null } policy ? PolicyExpiry.NextUtc(policy) : null;
        }
    }

    /// <summary>As it is in the store, without what is only known here; null before the first reading, and when the store is empty.</summary>
    public TradingPolicy? Stored { get; private set; }

    /// <summary>False until the store has given or taken a policy once.</summary>
    public bool WasSeen { get; private set; }

    /// <summary>Told of each new version, with the one before it; null before the first.</summary>
    public Action<TradingPolicy?, TradingPolicy>? Changed { get; set; }

    /// <summary>The last failure to read; null when the last reading worked.</summary>
    public string? Failure { get; private set; }

    /// <summary>
    /// Reads the store. A failure leaves the old snapshot, which grows old and then denies. Nobody deletes a policy: a store without one was
    /// emptied, or is another. Then what was known stays, of no age at all, so that it denies at once and still says where the limits were.
    /// </summary>
    public async Task RefreshAsync()
    {
        try
        {
            var policy = await store.ReadAsync(CancellationToken.None);
            if (policy is null && WasSeen)
            {
                (Failure, Stored) = (Gone, null);
                Forget();
                return;
            }

            Take(policy);
            Failure = null;
        }
        catch (PolicyUnavailableException e)
        {
            Failed(e);
        }
    }

    /// <summary>The store did not answer.</summary>
    public void Failed(PolicyUnavailableException e) => Failure = e.Message;

    /// <summary>A policy that was just read or written; one older than what is known was overtaken on its way and changes nothing.</summary>
    public void Take(TradingPolicy? policy)
    {
        var before = Snapshot.Policy;
        if (policy is not null && policy.Version < before?.Version)
        {
            return;
        }

        (Stored, WasSeen) = (policy, WasSeen || policy is not null);
        Snapshot = new PolicySnapshot(policy is not null && _latch is { } latch ? PolicyChanges.EnterEmergency(policy, latch) : policy, time.GetUtcNow());
        if (policy is not null && before?.Version != policy.Version)
        {
            Changed?.Invoke(before, policy);
        }
    }

    /// <summary>What is known is of no age at all: it still says where the limits are, and denies until the store was read again.</summary>
    public void Forget() => Snapshot = Snapshot with { ReadAtUtc = null };

    /// <summary>The policy is still the one that was read: for stores that live in this process.</summary>
    public void Touch(DateTimeOffset nowUtc) => _snapshot = _snapshot with { ReadAtUtc = nowUtc };

    /// <summary>Closes the gate, now.</summary>
    public void Hold(EmergencyLatch latch)
    {
        _latch = latch;
        if (Snapshot.Policy is { } policy)
        {
            Snapshot = Snapshot with { Policy = PolicyChanges.EnterEmergency(policy, latch) };
        }
    }

    /// <summary>After an authorised reset is durable.</summary>
    public void Release(TradingPolicy policy)
    {
        _latch = null;
        Take(policy);
    }
}
