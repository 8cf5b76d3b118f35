namespace QuantumTrader.FakeVenue.Market;

/// <summary>When funding is next settled, on the venue's clock.</summary>
public static class FundingClock
{
    private static readonly TimeSpan Standard = TimeSpan.FromHours(8);

    public static TimeSpan Interval(FakeVenueOptions options) => options.FundingInterval ?? Standard;

    /// <summary>The first settlement after <paramref name="nowMs"/>.</summary>
    public static long NextMs(FakeVenueOptions options, long nowMs)
    {
        var intervalMs = (long)Interval(options).TotalMilliseconds;
        return ((nowMs / intervalMs) + 1) * intervalMs;
    }
}
