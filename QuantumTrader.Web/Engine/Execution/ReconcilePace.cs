namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// When the ledger is compared with the venue next: seldom while the venue's own stream tells everything and nothing is in doubt, often
/// while it does not, and at once when one of the two has changed. A venue that says nothing of a stream is asked often, and
/// seldom while an emergency stop asks it.
/// </summary>
public sealed class ReconcilePace(ExecutionOptions options, TimeProvider time)
{
    /// <summary>A stream that comes and goes must not become a flood of questions.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);
    private long _endedAt;
    private VenueTidings _known;

    /// <summary>The next comparison comes after a long time, so it has to look at everything.</summary>
    public bool IsSeldom(VenueTidings now) => IntervalOf(now) > options.ReconcileInterval;

    /// <param name="known">What was known when the comparison began; what changes while it runs calls for another.</param>
    public void Compared(VenueTidings known) => (_known, _endedAt) = (known, time.GetTimestamp());

    public bool IsDue(VenueTidings now) => time.GetElapsedTime(_endedAt) >= (now.IsNews(_known) ? AtOnce : IntervalOf(now));

    private TimeSpan IntervalOf(VenueTidings now) =>
        now is { IsStopping: true } or { FollowedSinceUtc: not null, IsInDoubt: false } && options.ReconcileQuietInterval > options.ReconcileInterval
            ? options.ReconcileQuietInterval
            : options.ReconcileInterval;
}
