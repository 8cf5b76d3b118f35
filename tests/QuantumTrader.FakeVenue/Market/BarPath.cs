namespace QuantumTrader.FakeVenue.Market;

/// <summary>
/// The way of the price within a bar: open → low → high → close when the bar rises, open → high → low → close when it
/// falls, in straight legs, so that every price of the bar is passed and stops and limits inside it are met.
/// </summary>
public static class BarPath
{
    /// <summary>Fewest ticks: its four corners.</summary>
    public const int TicksMin = 4;

    /// <param name="bar">Its prices are corners of the path; each corner is met exactly.</param>
    /// <param name="ticks">How many prices, at least <see cref="TicksMin"/>; the first is the open, the last the close.</param>
    /// <param name="tickSize">The prices between the corners are rounded to it.</param>
    public static decimal[] Prices(in Bar bar, int ticks, decimal tickSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ticks, TicksMin);
        var isRising = bar.Close >= bar.Open;
        ReadOnlySpan<decimal> corners = isRising
            ? [bar.Open, bar.Low, bar.High, bar.Close]
            : [bar.Open, bar.High, bar.Low, bar.Close];
        var prices = new decimal[ticks];
        prices[0] = corners[0];
        var at = 0;
        for (var leg = 1; leg < corners.Length; leg++)
        {
            var end = EndOf(leg, corners, ticks, at);
            for (var i = at + 1; i < end; i++)
            {
                var price = corners[leg - 1] + ((corners[leg] - corners[leg - 1]) * (i - at) / (end - at));
                prices[i] = decimal.Round(price / tickSize) * tickSize;
            }

            prices[end] = corners[leg];
            at = end;
        }

        return prices;
    }

    /// <summary>Legs get ticks by their length; each gets at least one and leaves one for each that follows.</summary>
    private static int EndOf(int leg, ReadOnlySpan<decimal> corners, int ticks, int at)
    {
        var legsAfter = corners.Length - 1 - leg;
        if (legsAfter == 0)
        {
            return ticks - 1;
        }

        var left = 0m;
        for (var i = leg; i < corners.Length; i++)
        {
            left += Math.Abs(corners[i] - corners[i - 1]);
        }

        var share = left > 0m ? Math.Abs(corners[leg] - corners[leg - 1]) / left : 1m / (legsAfter + 1);
        var wanted = at + (int)decimal.Round(share * (ticks - 1 - at));
        return Math.Clamp(wanted, at + 1, ticks - 1 - legsAfter);
    }
}
