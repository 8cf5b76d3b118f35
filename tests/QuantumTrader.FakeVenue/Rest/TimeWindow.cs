namespace QuantumTrader.FakeVenue;

/// <summary>startTime and endTime of a history query: at most 7 days, the last 7 when none is named.</summary>
public readonly record struct TimeWindow(long FromMs, long ToMs, bool IsOpenStart)
{
    public static readonly TimeSpan LengthMax = TimeSpan.FromDays(7);

    public static TimeWindow Read(RestParameters p, long nowMs)
    {
        var (start, end) = (p.Long("startTime"), p.Long("endTime"));
        var length = (long)LengthMax.TotalMilliseconds;
        if (start is { } s && end is { } e && (e < s || e - s > length))
        {
            throw new VenueException(-1127, "More than 7 days between startTime and endTime.");
        }

        return (start, end) switch
        {
            ({ } from, { } to) => new(from, to, false),
            ({ } from, null) => new(from, from + length, false),
            (null, { } to) => new(to - length, to, true),
            _ => new(nowMs - length, long.MaxValue, true),
        };
    }

    public bool Holds(long ms) => ms >= FromMs && ms <= ToMs;
}
