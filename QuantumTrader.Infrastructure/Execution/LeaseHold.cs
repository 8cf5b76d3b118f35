using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// What the store said last, and by which moment of the monotonic clock that is worth nothing any more. Never changed: a reader
/// takes one and reckons from it, so that also a process that stood still for an hour knows at once.
/// </summary>
internal sealed record LeaseHold
{
    public static readonly LeaseHold Nothing = new();

    /// <summary>0 before the lease was ever held; kept when it is lost.</summary>
    public long Epoch { get; init; }

    /// <summary>Time stamp taken before the command was sent that got or kept the lease; null when another was said to hold it since.</summary>
    public long? SentAt { get; init; }

    /// <summary>From that time stamp on, less what the clocks of two machines may drift apart.</summary>
    public TimeSpan Lasts { get; init; }

    /// <summary>Time stamp from which <see cref="Settles"/> counts.</summary>
    public long SettleFrom { get; init; }

    /// <summary>How long whoever held it before may still act.</summary>
    public TimeSpan Settles { get; init; }

    /// <summary>The last answer gave it to somebody else, or told of a later epoch.</summary>
    public bool IsElsewhere { get; init; }

    public string Holder { get; init; } = "";

    /// <summary>Why it is not held, when the last answer, or its absence, said so.</summary>
    public string? Cause { get; init; }

    public LeaseState State(TimeProvider time) =>
        Left(time) > TimeSpan.Zero ? LeaseState.Held
        : IsElsewhere ? LeaseState.Lost
        : LeaseState.Unproven;

    public TimeSpan Left(TimeProvider time)
    {
        if (SentAt is not { } sent)
        {
            return TimeSpan.Zero;
        }

        var elapsed = time.GetElapsedTime(sent);
        var left = Lasts - elapsed;
        return elapsed >= TimeSpan.Zero && left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Zero when nobody has to be waited for any more; the largest time span unless the lease is held.</summary>
    public TimeSpan SettlesIn(TimeProvider time)
    {
        if (!(Left(time) > TimeSpan.Zero))
        {
            return TimeSpan.MaxValue;
        }

        var left = Settles - time.GetElapsedTime(SettleFrom);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
