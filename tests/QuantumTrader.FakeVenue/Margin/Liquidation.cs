namespace QuantumTrader.FakeVenue;

/// <summary>Closes what no longer covers its maintenance margin, and says so before. Under <see cref="Venue.Gate"/>.</summary>
public sealed class Liquidation(Venue venue)
{
    // The venue calls when the maintenance margin has grown to this share of what is there.
    private const decimal CallShare = 0.8m;

    public void OnMark(VenueAccount account, string symbol)
    {
        if (!account.Positions.Any(p => p.Symbol == symbol && p.Amount != 0m))
        {
            return;
        }

        CheckIsolated(account, symbol);
        CheckCross(account);
    }

    private void CheckIsolated(VenueAccount account, string symbol)
    {
        if (account.Settings(symbol).MarginType != MarginType.Isolated)
        {
            return;
        }

        foreach (var position in account.Positions.Where(p => p.Symbol == symbol && p.Amount != 0m).ToList())
        {
            var margin = MarginMath.Of(account, venue.Markets[symbol], position.Side);
            if (position.IsolatedWallet + margin.Unrealised <= margin.Maintenance)
            {
                venue.Orders.CancelAll(account, symbol);
                Close(account, position, position.IsolatedWallet);
            }
        }
    }

    private void CheckCross(VenueAccount account)
    {
        var margin = MarginMath.Of(account, venue);
        Call(account, margin);
        if (margin.CrossMaintenance == 0m || margin.CrossBalance > margin.CrossMaintenance)
        {
            return;
        }

        foreach (var symbol in account.Orders.Open.Select(o => o.Symbol).Distinct().ToList())
        {
            venue.Orders.CancelAll(account, symbol);
        }

        // The largest loss goes first, until the rest is covered again.
        while (margin.CrossMaintenance > 0m && margin.CrossBalance <= margin.CrossMaintenance)
        {
            var worst = account.Positions
                .Where(p => p.Amount != 0m && account.Settings(p.Symbol).MarginType == MarginType.Crossed)
                .MinBy(p => p.Unrealised(venue.Markets[p.Symbol].Mark))!;
            Close(account, worst, margin.CrossBalance);
            margin = MarginMath.Of(account, venue);
        }
    }

    private void Call(VenueAccount account, AccountMargin margin)
    {
        var near = margin.CrossMaintenance > 0m && margin.CrossMaintenance >= margin.CrossBalance * CallShare;
        if (near && !account.MarginCalled)
        {
            venue.User.MarginCall(account, margin);
        }

        account.MarginCalled = near;
    }

    private void Close(VenueAccount account, VenuePosition position, decimal funds)
    {
        var market = venue.Markets[position.Symbol];
        var price = position.Amount > 0m ? market.BestBid : market.BestAsk;
        var id = VenueJson.Plain(venue.Clock.NowMs) + VenueJson.Plain(venue.Ids.NextTransaction() % 1_000_000m);
        var order = venue.Orders.PlaceForced(account, position, Math.Abs(position.Amount), price, OrderOrigin.Liquidation, "autoclose-" + id);
        Clear(account, order, decimal.Min(decimal.Round(order.ExecutedQuote * market.Instrument.LiquidationFee, 8), decimal.Max(funds, 0m)));
        venue.ForceOrders.Tell(order);
    }

    /// <summary>The fee for being liquidated; and a wallet that went below zero with nothing left is made good by the insurance fund.</summary>
    private void Clear(VenueAccount account, VenueOrder order, decimal fee)
    {
        var change = -decimal.Min(fee, decimal.Max(account.Wallet, 0m));
        if (account.Wallet < 0m && account.Positions.All(p => p.Amount == 0m))
        {
            change = -account.Wallet;
        }

        if (change != 0m)
        {
            venue.Ledger.Book(account, "INSURANCE_CLEAR", order.Symbol, change);
            venue.User.Account(account, "INSURANCE_CLEAR", change);
        }
    }
}
