using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Limits;

/// <summary>
/// The venue's clock, reckoned from the middle of a question and its answer and moved on by a clock that cannot be set. Safe from any thread.
/// </summary>
public sealed class ServerClock(TimeProvider time)
{
    private Sample? _sample;

    /// <summary>False before the first measurement; our own clock is used until then.</summary>
    public bool IsKnown => _sample is not null;

    /// <summary>What the venue's clock shows now.</summary>
    public DateTimeOffset UtcNow => Volatile.Read(ref _sample) is { } sample ? sample.ServerUtc + time.GetElapsedTime(sample.Timestamp) : time.GetUtcNow();

    /// <summary>The venue's clock or ours, whichever is later: what is far ahead of it is so by both, and no wrong measurement's fault.</summary>
    public DateTimeOffset LatestUtc => UtcNow is var venue && time.GetUtcNow() is var ours && venue > ours ? venue : ours;

    /// <summary>Venue less ours.</summary>
    public TimeSpan Offset => UtcNow - time.GetUtcNow();

    /// <summary>Of the last measurement; null before the first.</summary>
    public TimeSpan? RoundTrip => Volatile.Read(ref _sample)?.RoundTrip;

    /// <summary>Since the last measurement; null before the first.</summary>
    public TimeSpan? Age => Volatile.Read(ref _sample) is { } sample ? time.GetElapsedTime(sample.Timestamp) : null;

    /// <param name="sent">Of <see cref="TimeProvider.GetTimestamp"/>, right before the question.</param>
    /// <param name="received">The same, right after the answer.</param>
    /// <param name="serverTime">Milliseconds since 1970 UTC.</param>
    /// <returns>False for a time that no venue has; nothing changes then.</returns>
    public bool Adopt(long sent, long received, long serverTime)
    {
        if (!(serverTime > 0 && serverTime < WireBounds.TimeMsMax && received >= sent))
        {
            return false;
        }

        var middle = sent + ((received - sent) / 2);
        Volatile.Write(ref _sample, new Sample(DateTimeOffset.FromUnixTimeMilliseconds(serverTime), middle, time.GetElapsedTime(sent, received)));
        return true;
    }

    /// <summary>What goes on the wire, in milliseconds since 1970 UTC by the venue's clock. An order keeps the moment that it was stamped.</summary>
    public long TimestampOf(RequestTiming? timing) =>
        (timing is { } given ? given.SentAtUtc + Offset : UtcNow).ToUnixTimeMilliseconds();

    private sealed record Sample(DateTimeOffset ServerUtc, long Timestamp, TimeSpan RoundTrip);
}
