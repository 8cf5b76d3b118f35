namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>How the venue answers: latencies and counts. Safe from any thread.</summary>
public sealed class CallMeter(TimeProvider time)
{
    private long _calls;
    private long _unanswered;
    private long _lastTicks;
    private long _smoothTicks;
    private long _lastAnswer;

    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Calls that ended without an answer: time-outs, cut connections, garbage.</summary>
    public long Unanswered => Interlocked.Read(ref _unanswered);

    /// <summary>Of the last call that was answered; null before.</summary>
    public TimeSpan? LatencyLast => Interlocked.Read(ref _lastTicks) is > 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>An average in which the last ten calls or so count; null before the first.</summary>
    public TimeSpan? Latency => Interlocked.Read(ref _smoothTicks) is > 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Since the venue last answered anything; null before.</summary>
    public TimeSpan? SinceAnswer => Interlocked.Read(ref _lastAnswer) is not 0 and var stamp ? time.GetElapsedTime(stamp) : null;

    internal void Answered(TimeSpan latency)
    {
        Interlocked.Increment(ref _calls);
        var ticks = Math.Max(1, latency.Ticks);
        Interlocked.Exchange(ref _lastTicks, ticks);
        Interlocked.Exchange(ref _lastAnswer, time.GetTimestamp());
        var before = Interlocked.Read(ref _smoothTicks);
        Interlocked.Exchange(ref _smoothTicks, before == 0 ? ticks : before + ((ticks - before) / 10)); // two at once may lose one; it is an average
    }

    internal void Silent()
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Increment(ref _unanswered);
    }
}
