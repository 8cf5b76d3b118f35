namespace QuantumTrader.FakeVenue;

/// <summary>Takes from the synthetic book, and fills what rests when the path crosses it. Under <see cref="Venue.Gate"/>.</summary>
public sealed class Matching(Venue venue)
{
    /// <summary>Would a limit at this price meet the other side at once?</summary>
    public static bool Crosses(VenueMarket market, OrderSide side, decimal price) =>
        market.Depth.Levels > 0 && (side == OrderSide.Buy ? price >= market.BestAsk : price <= market.BestBid);

    /// <summary>How much of an order the book would take now.</summary>
    public static decimal Takeable(VenueMarket market, VenueOrder order) =>
        Reachable(market, order).Sum(l => l.Quantity);

    /// <summary>Takes what the book has for it, level by level; the order may end filled, partly filled or untouched.</summary>
    public void Take(VenueAccount account, VenueOrder order, VenueMarket market)
    {
        foreach (var level in Reachable(market, order).ToList())
        {
            var quantity = decimal.Min(decimal.Min(level.Quantity, order.Remaining), Room(account, order));
            if (quantity <= 0m || !order.IsOpen)
            {
                return;
            }

            venue.Ledger.Fill(account, order, market, level.Price, quantity, maker: false, venue.Options.TakerFee);
        }
    }

    /// <summary>Fills a resting order at its own price, as maker, when the path touches the ask (bid) or trades through it.</summary>
    public void TouchResting(VenueAccount account, VenueOrder order, VenueMarket market)
    {
        var crossed = order.Side == OrderSide.Buy
            ? market.BestAsk <= order.Price || market.Last < order.Price
            : market.BestBid >= order.Price || market.Last > order.Price;
        if (!crossed)
        {
            return;
        }

        var quantity = decimal.Min(decimal.Min(order.Remaining, PerTick(market, order)), Room(account, order));
        if (quantity > 0m)
        {
            venue.Ledger.Fill(account, order, market, order.Price, quantity, maker: true, venue.Options.MakerFee);
        }
    }

    /// <summary>An order that only reduces never takes more than the position has.</summary>
    private static decimal Room(VenueAccount account, VenueOrder order) =>
        order.Reduces ? OrderRules.Closable(account.Position(order.Symbol, order.PositionSide), order.Side) : order.Remaining;

    private static decimal PerTick(VenueMarket market, VenueOrder order)
    {
        if (market.Depth.RestingFillMax is not { } max)
        {
            return order.Remaining;
        }

        var steps = decimal.Floor(max / order.Price / market.Instrument.StepSize);
        return decimal.Max(steps, 1m) * market.Instrument.StepSize;
    }

    private static IEnumerable<BookLevel> Reachable(VenueMarket market, VenueOrder order)
    {
        var buy = order.Side == OrderSide.Buy;
        var bound = market.Instrument.MarketTakeBound;
        var limit = order.Type == OrderType.Limit ? order.Price : market.Mark * (buy ? 1m + bound : 1m - bound);
        return SyntheticBook.Levels(market, asks: buy).TakeWhile(l => buy ? l.Price <= limit : l.Price >= limit);
    }
}
