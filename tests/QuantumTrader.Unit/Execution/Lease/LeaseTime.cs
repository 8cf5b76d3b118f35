using Microsoft.Extensions.Time.Testing;

namespace QuantumTrader.Unit.Execution.Lease;

/// <summary>A monotonic clock that the test turns, and a wall clock that jumps.</summary>
internal sealed class LeaseTime : FakeTimeProvider
{
    private int _timersMade;

    public TimeSpan WallClockIsOffBy { get; set; }

    public int TimersMade => Volatile.Read(ref _timersMade);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + WallClockIsOffBy;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timersMade);
        return timer;
    }
}
