namespace QuantumTrader.FakeVenue;

/// <summary>What the venue does to positions on its own: delisting and deleveraging. Under <see cref="Venue.Gate"/>.</summary>
public sealed class Settlement(Venue venue)
{
    /// <summary>Ends every open order of the symbol, settles every position at the mark without a fee, and closes the symbol.</summary>
    public void Delist(string symbol)
    {
        var market = venue.Markets[symbol];
        SetStatus(market, "SETTLING");
        foreach (var account in venue.Accounts.Values)
        {
            venue.Orders.CancelAll(account, symbol);
            foreach (var position in account.Positions.Where(p => p.Symbol == symbol && p.Amount != 0m).ToList())
            {
                venue.Orders.PlaceForced(account, position, Math.Abs(position.Amount), market.Mark, OrderOrigin.Settlement,
                    "settlement_autoclose-" + VenueJson.Plain(venue.Clock.NowMs));
            }

            venue.Algos.CancelAll(account, symbol);
        }

        SetStatus(market, "CLOSE");
    }

    /// <summary>Takes (part of) a profitable position at the mark without a fee. Null takes all of it.</summary>
    public void Deleverage(VenueAccount account, string symbol, PositionSide side, decimal? quantity = null)
    {
        var position = account.Position(symbol, side);
        var taken = decimal.Min(quantity ?? Math.Abs(position.Amount), Math.Abs(position.Amount));
        if (taken > 0m)
        {
            var order = venue.Orders.PlaceForced(account, position, taken, venue.Markets[symbol].Mark, OrderOrigin.Deleveraging, "adl_autoclose");
            venue.ForceOrders.Tell(order);
        }
    }

    public void SetStatus(VenueMarket market, string status)
    {
        market.Status = status;
        venue.Events.OnStatus(market.Instrument.Symbol, status);
    }
}
