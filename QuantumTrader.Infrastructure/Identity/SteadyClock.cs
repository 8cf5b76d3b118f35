namespace QuantumTrader.Infrastructure.Identity;

/// <summary>
/// UTC that never goes backwards and never stands still: when the machine's clock is set back, it goes on at the pace of the
/// monotonic one, so that nothing that runs out lives longer.
/// </summary>
public sealed class SteadyClock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _lastUtc = time.GetUtcNow();
    private long _lastTimestamp = time.GetTimestamp();

    public DateTimeOffset UtcNow
    {
        get
        {
            lock (_gate)
            {
                var timestamp = time.GetTimestamp();
                var steady = _lastUtc + time.GetElapsedTime(_lastTimestamp, timestamp);
                var wall = time.GetUtcNow();
                (_lastUtc, _lastTimestamp) = (wall > steady ? wall : steady, timestamp);
                return _lastUtc;
            }
        }
    }

    /// <summary>A moment of this clock as the machine's clock would have it, at the same age.</summary>
    public DateTimeOffset AsWall(DateTimeOffset steadyUtc) => time.GetUtcNow() - (UtcNow - steadyUtc);
}
