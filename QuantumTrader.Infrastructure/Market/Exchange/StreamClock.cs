namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>Turns the venue's times into ours, and measures how late its messages come.</summary>
/// <param name="offset">The venue's clock less ours.</param>
internal sealed class StreamClock(TimeProvider time, Func<TimeSpan> offset)
{
    private readonly LatencyMeter _latency = new();

    public StreamLatency Latency => _latency.Read();

    public DateTimeOffset VenueNow => time.GetUtcNow() + offset();

    /// <summary>When a message was made, by our clock, at most now; its lateness is counted.</summary>
    public DateTimeOffset Ours(long eventMs)
    {
        var now = time.GetUtcNow();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(eventMs) - offset();
        _latency.Add(now - at);
        return at < now ? at : now;
    }
}
