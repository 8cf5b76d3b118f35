namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>The venue's time, and how late its messages come.</summary>
/// <param name="offset">The venue's clock less ours.</param>
internal sealed class StreamClock(TimeProvider time, Func<TimeSpan> offset)
{
    private readonly LatencyMeter _latency = new();

    public StreamLatency Latency => _latency.Read();

    public DateTimeOffset VenueNow => time.GetUtcNow() + offset();

    /// <summary>Further ahead of the venue's clock, and of ours, than any fill can be dated.</summary>
    public bool IsAhead(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms) - WireBounds.FillAheadMax is var latest && latest > VenueNow && latest > time.GetUtcNow();

    /// <summary>How long ago the venue made a message, at least zero; it is counted.</summary>
    public TimeSpan AgeOf(long eventMs)
    {
        var age = VenueNow - DateTimeOffset.FromUnixTimeMilliseconds(eventMs);
        _latency.Add(age);
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }
}
