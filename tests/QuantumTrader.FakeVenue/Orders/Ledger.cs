namespace QuantumTrader.FakeVenue;

/// <summary>Books fills and other money. The only writer of positions and wallets. Under <see cref="Venue.Gate"/>.</summary>
public sealed class Ledger(Venue venue)
{
    private const int MoneyDecimals = 8;

    /// <summary>Books one fill: position, wallet, trade, order, and then the events in the venue's order.</summary>
    /// <param name="feeRate">Of the quote, a fraction.</param>
    public VenueTrade Fill(VenueAccount account, VenueOrder order, VenueMarket market, decimal price, decimal quantity, bool maker, decimal feeRate)
    {
        var now = venue.Clock.NowMs;
        var settings = account.Settings(order.Symbol);
        var position = account.Position(order.Symbol, order.PositionSide);
        var before = position.Amount;
        var commission = decimal.Round(price * quantity * feeRate, MoneyDecimals);
        var signed = order.Side == OrderSide.Buy ? quantity : -quantity;
        var realised = position.Apply(signed, price, commission, settings.MarginType == MarginType.Isolated ? 1m / settings.Leverage : 0m);
        position.UpdateMs = now;
        var (paid, asset) = Paid(account, commission);
        var trade = new VenueTrade(++market.TradeIdLast, order, price, quantity, realised, paid, asset, maker, now);
        Book(account, "REALIZED_PNL", order.Symbol, realised, trade.Id);
        Book(account, "COMMISSION", order.Symbol, -paid, trade.Id, asset);
        account.Book(trade);
        order.Executed += quantity;
        order.ExecutedQuote += trade.Quote;
        order.UpdateMs = now;
        order.Status = order.Remaining == 0m ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        if (!order.IsOpen)
        {
            account.Orders.Close(order);
        }

        Tell(account, order, position, trade);
        venue.Orders.AfterFill(account, order, position, before);
        return trade;
    }

    /// <summary>Changes the wallet by one income; nothing for 0.</summary>
    public void Book(VenueAccount account, string type, string symbol, decimal amount, long? tradeId = null, string asset = "USDT")
    {
        if (amount != 0m)
        {
            account.UpdateMs = venue.Clock.NowMs;
            account.Book(new VenueIncome(type, symbol, amount, venue.Clock.NowMs, venue.Ids.NextTransaction(), tradeId, asset));
        }
    }

    /// <summary>In BNB, a tenth less, where the account wants that and has enough of it.</summary>
    private (decimal Amount, string Asset) Paid(VenueAccount account, decimal commission)
    {
        if (!account.FeeBurn || commission <= 0m || venue.Market("BNBUSDT") is not { Mark: > 0m and var mark })
        {
            return (commission, "USDT");
        }

        var bnb = decimal.Round(commission * 0.9m / mark, MoneyDecimals);
        return bnb <= account.Bnb ? (bnb, "BNB") : (commission, "USDT");
    }

    private void Tell(VenueAccount account, VenueOrder order, VenuePosition position, VenueTrade trade)
    {
        venue.User.TradeLite(account, trade);
        venue.User.Account(account, "ORDER", 0m, position);
        venue.User.Order(account, order, order.Origin == OrderOrigin.Liquidation ? "CALCULATED" : "TRADE", trade);
        // Liquidations and deleveraging are no market trades: the public trade streams leave them out.
        if (order.Origin is OrderOrigin.Client or OrderOrigin.Algo)
        {
            var buyerIsMaker = trade.Maker == (order.Side == OrderSide.Buy);
            venue.Events.OnTrade(order.Symbol, trade.Price, trade.Quantity, buyerIsMaker, trade.TimeMs);
        }
    }
}
