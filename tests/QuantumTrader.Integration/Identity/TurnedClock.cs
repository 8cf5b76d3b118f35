using Microsoft.Extensions.Time.Testing;

namespace QuantumTrader.Integration.Identity;

/// <summary>A clock whose wall time can be set back while the monotonic one goes on, as a machine's can.</summary>
internal sealed class TurnedClock(DateTimeOffset startUtc) : TimeProvider
{
    private readonly FakeTimeProvider _time = new(startUtc);

    public TimeSpan WallOffset { get; set; }

    public override long TimestampFrequency => _time.TimestampFrequency;

    public void Advance(TimeSpan by) => _time.Advance(by);

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + WallOffset;

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _time.CreateTimer(callback, state, dueTime, period);
}
