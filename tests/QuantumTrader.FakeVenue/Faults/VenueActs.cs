using QuantumTrader.FakeVenue.Market;

namespace QuantumTrader.FakeVenue.Faults;

/// <summary>Makes things happen at the venue that no client of ours asked for.</summary>
public sealed class VenueActs(Venue venue, MarketFeed feed)
{
    /// <exception cref="ArgumentException">A member that the act needs is missing, or names nothing.</exception>
    /// <exception cref="VenueException">The venue's own rules refuse it.</exception>
    public void Run(VenueAct act)
    {
        ArgumentNullException.ThrowIfNull(act);
        lock (venue.Gate)
        {
            if (!RunAccount(act) && !RunMarket(act))
            {
                throw new ArgumentException($"the act {(int)act.Act} is unknown: use one of {string.Join(", ", Enum.GetNames<ActKind>())}.", nameof(act));
            }
        }
    }

    private bool RunAccount(VenueAct act)
    {
        switch (act.Act)
        {
            case ActKind.Liquidate:
                Liquidate(Account(act), Market(act), act.PositionSide);
                return true;
            case ActKind.LiquidationMode:
                Account(act).InLiquidation = act.On;
                return true;
            case ActKind.Deleverage:
                venue.Settlement.Deleverage(Account(act), Market(act).Instrument.Symbol, act.PositionSide, act.Quantity);
                return true;
            case ActKind.PositionMode:
                AccountSettings.SetHedgeMode(Account(act), act.On);
                return true;
            case ActKind.Leverage:
                venue.Settings.SetLeverage(Account(act), Market(act), act.Leverage ?? throw Missing(act, "leverage"));
                return true;
            case ActKind.Trade:
                Trade(act);
                return true;
            case ActKind.CancelAll:
                venue.Orders.CancelAll(Account(act), Market(act).Instrument.Symbol);
                venue.Algos.CancelAll(Account(act), Market(act).Instrument.Symbol);
                return true;
            case ActKind.Transfer:
                venue.Transfer(Account(act).Id, act.Amount ?? throw Missing(act, "amount"));
                return true;
            default:
                return false;
        }
    }

    private bool RunMarket(VenueAct act)
    {
        switch (act.Act)
        {
            case ActKind.Delist:
                venue.Settlement.Delist(Market(act).Instrument.Symbol);
                return true;
            case ActKind.Depth:
                SetDepth(Market(act), act);
                return true;
            case ActKind.Mark:
                feed.SetMark(Market(act).Instrument.Symbol, act.Price is > 0m and { } price ? price : throw Missing(act, "price"));
                return true;
            case ActKind.HoldTriggers:
                Hold(Market(act).Instrument.Symbol, act.On);
                return true;
            case ActKind.Funding:
                venue.Funding.Settle(Market(act).Instrument.Symbol);
                return true;
            case ActKind.Skew:
                venue.Clock.SkewMs = act.Milliseconds ?? throw Missing(act, "milliseconds");
                return true;
            default:
                return false;
        }
    }

    private void Liquidate(VenueAccount account, VenueMarket market, PositionSide side)
    {
        var position = account.Position(market.Instrument.Symbol, side);
        if (position.Amount == 0m)
        {
            throw new ArgumentException($"there is no {side} position in {position.Symbol} to liquidate.");
        }

        venue.Orders.CancelAll(account, position.Symbol);
        var price = position.Amount > 0m ? market.BestBid : market.BestAsk;
        var order = venue.Orders.PlaceForced(
            account, position, Math.Abs(position.Amount), price, OrderOrigin.Liquidation, "autoclose-" + VenueJson.Plain(venue.Ids.NextTransaction()));
        venue.ForceOrders.Tell(order);
    }

    private void Trade(VenueAct act) => venue.Orders.Place(Account(act), new OrderRequest
    {
        Symbol = Market(act).Instrument.Symbol,
        Side = act.Side,
        PositionSide = act.PositionSide,
        Type = OrderType.Market,
        Quantity = act.Quantity ?? throw Missing(act, "quantity"),
        ClientId = "web_" + VenueJson.Plain(venue.Ids.NextTransaction()),
        WantsResult = true,
    });

    private static void SetDepth(VenueMarket market, VenueAct act) => market.Depth = market.Depth with
    {
        Levels = act.Levels ?? market.Depth.Levels,
        NotionalPerLevel = act.NotionalPerLevel ?? market.Depth.NotionalPerLevel,
        RestingFillMax = act.RestingFillMax,
    };

    private void Hold(string symbol, bool isHeld)
    {
        if (isHeld)
        {
            venue.Algos.Held.Add(symbol);
        }
        else
        {
            venue.Algos.Release(symbol);
        }
    }

    private VenueAccount Account(VenueAct act) => venue.Accounts.GetValueOrDefault(act.Account)
        ?? throw new ArgumentException($"the account '{act.Account}' is unknown: there are {string.Join(", ", venue.Accounts.Keys)}.");

    private VenueMarket Market(VenueAct act) => venue.Market(act.Symbol ?? throw Missing(act, "symbol"))
        ?? throw new ArgumentException($"the symbol '{act.Symbol}' is unknown: look at /fapi/v1/exchangeInfo.");

    private static ArgumentException Missing(VenueAct act, string member) => new($"the act {act.Act} needs its {member}.");
}
