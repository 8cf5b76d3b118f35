namespace QuantumTrader.FakeVenue;

/// <summary>The levels that <see cref="VenueDepth"/> lays around the touch; the depth endpoints and the matching read the same ones.</summary>
public static class SyntheticBook
{
    /// <summary>Asks from the best upwards, or bids from the best downwards. Quantities are multiples of the step, at least one step.</summary>
    public static IEnumerable<BookLevel> Levels(VenueMarket market, bool asks)
    {
        var depth = market.Depth;
        var rules = market.Instrument;
        for (var i = 0; i < depth.Levels; i++)
        {
            var offset = i * depth.SpacingTicks * rules.TickSize;
            var price = asks ? market.BestAsk + offset : market.BestBid - offset;
            if (price <= 0m)
            {
                yield break;
            }

            var steps = decimal.Floor(depth.NotionalPerLevel / price / rules.StepSize);
            yield return new BookLevel(price, decimal.Max(steps, 1m) * rules.StepSize);
        }
    }
}
