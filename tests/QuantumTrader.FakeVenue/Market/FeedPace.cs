namespace QuantumTrader.FakeVenue.Market;

/// <summary>How long a bar lasts on the wall clock, and in how many prices it is told.</summary>
/// <param name="TicksPerBar">At least <see cref="BarPath.TicksMin"/>.</param>
/// <param name="Tick">Between two prices; null when nothing moves by itself.</param>
public sealed record FeedPace(int TicksPerBar, TimeSpan? Tick)
{
    private static readonly TimeSpan TickMin = TimeSpan.FromMilliseconds(1);

    // Prices of a bar that a test plays in one go.
    private const int TicksByHand = 8;

    /// <exception cref="ArgumentOutOfRangeException">The speed is negative or not a number.</exception>
    public static FeedPace Of(FeedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.Speed >= 0) || double.IsInfinity(options.Speed))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Speed, "Speed must be 0 or more.");
        }

        if (options.Path == PricePath.ByHand || options.Speed == 0)
        {
            return new FeedPace(TicksByHand, null);
        }

        var interval = options.Path == PricePath.Walk ? TimeSpan.FromMilliseconds(WalkBars.IntervalMs) : options.Series[0].Interval;
        var bar = interval / options.Speed;
        var ticks = (int)Math.Clamp(bar / options.TickEvery, BarPath.TicksMin, options.TicksPerBarMax);
        var tick = bar / ticks;
        return new FeedPace(ticks, tick > TickMin ? tick : TickMin);
    }
}
