namespace QuantumTrader.FakeVenue;

/// <summary>The venue's clock: a <see cref="TimeProvider"/> plus a skew that a script may set (a clock that jumps).</summary>
public sealed class VenueClock(TimeProvider time)
{
    private long _skewMs;

    public TimeProvider Time => time;

    /// <summary>Added to the provider's time, milliseconds; may be negative.</summary>
    public long SkewMs
    {
        get => Interlocked.Read(ref _skewMs);
        set => Interlocked.Exchange(ref _skewMs, value);
    }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds() + SkewMs;
}
