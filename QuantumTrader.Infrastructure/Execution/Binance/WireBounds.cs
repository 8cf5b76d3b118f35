namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>
/// What a number of the venue may be. Beyond it a number is refused where it is read, because reckoning with it would end in an overflow
/// far from the message that brought it.
/// </summary>
internal static class WireBounds
{
    /// <summary>
    /// Of any amount or price. A price times a quantity is 1e24 at most, so thousands of them can be summed and taken times a leverage within
    /// decimal's 7.9e28; at 1e13 eight hundred could not. No price, balance or position of the venue comes near it.
    /// </summary>
    public const decimal NumberMax = 1_000_000_000_000m;

    /// <summary>What is smaller is none: dividing by it would overflow too. The venue's own steps end at 1e-8.</summary>
    public const decimal NumberMin = 0.000_000_000_001m;

    /// <summary>Of a bar's volumes, which count everybody's trades: a day of the cheapest contracts passes 1e12.</summary>
    public const decimal VolumeMax = 1_000_000_000_000_000m;

    /// <summary>2100-01-01 in milliseconds since 1970 UTC: times from then on are not from this world.</summary>
    public const long TimeMsMax = 4_102_444_800_000;

    /// <summary>
    /// How far a fill may be dated ahead of the venue's clock and of ours. Its id is made of its time: a later one would stand for the last
    /// fill that is known, and no true fill would be asked for any more.
    /// </summary>
    public static readonly TimeSpan FillAheadMax = TimeSpan.FromMinutes(5);

    /// <summary>False: refuse it.</summary>
    public static bool TryBound(ref decimal value, decimal max = NumberMax)
    {
        if (value is > -NumberMin and < NumberMin and not 0m)
        {
            value = 0m;
        }

        return value >= -max && value <= max;
    }

    /// <summary>Also for 0, which stands for none, and for times before 1970.</summary>
    public static bool IsTime(long ms) => ms is > -TimeMsMax and < TimeMsMax;
}
