using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>Writes the user data stream's events and hands them on. Under <see cref="Venue.Gate"/>.</summary>
public sealed class UserEvents(Venue venue)
{
    /// <param name="execution">NEW, TRADE, CALCULATED, CANCELED, EXPIRED or AMENDMENT.</param>
    public void Order(VenueAccount account, VenueOrder order, string execution, VenueTrade? trade = null) =>
        Raise(account, "ORDER_TRADE_UPDATE", order.UpdateMs, w =>
        {
            w.WriteStartObject("o");
            WriteOrder(w, order, execution);
            WriteTrade(w, order, trade);
            WriteRest(w, order);
            w.WriteEndObject();
        });

    public void TradeLite(VenueAccount account, VenueTrade trade) =>
        Raise(account, "TRADE_LITE", trade.TimeMs, w =>
        {
            w.WriteString("s", trade.Symbol);
            w.Text("q", trade.Order.Quantity);
            w.Text("p", trade.Order.Price);
            w.WriteBoolean("m", trade.Maker);
            w.WriteString("c", trade.Order.ClientId);
            w.WriteString("S", trade.Order.Side.Text());
            w.Text("L", trade.Price);
            w.Text("l", trade.Quantity);
            w.WriteNumber("t", trade.Id);
            w.WriteNumber("i", trade.Order.Id);
        });

    /// <param name="change">What the balance changed by, without profit and commission; USDT.</param>
    public void Account(VenueAccount account, string reason, decimal change, params IReadOnlyList<VenuePosition> positions) =>
        Raise(account, "ACCOUNT_UPDATE", venue.Clock.NowMs, w =>
        {
            w.WriteStartObject("a");
            w.WriteString("m", reason);
            w.WriteStartArray("B");
            WriteBalance(w, account, change);
            w.WriteEndArray();
            w.WriteStartArray("P");
            foreach (var position in positions)
            {
                WritePosition(w, account, position);
            }

            w.WriteEndArray();
            w.WriteEndObject();
        });

    public void Leverage(VenueAccount account, string symbol, int leverage) =>
        Raise(account, "ACCOUNT_CONFIG_UPDATE", venue.Clock.NowMs, w =>
        {
            w.WriteStartObject("ac");
            w.WriteString("s", symbol);
            w.WriteNumber("l", leverage);
            w.WriteEndObject();
        });

    public void MultiAssets(VenueAccount account, bool on) =>
        Raise(account, "ACCOUNT_CONFIG_UPDATE", venue.Clock.NowMs, w =>
        {
            w.WriteStartObject("ai");
            w.WriteBoolean("j", on);
            w.WriteEndObject();
        });

    public void MarginCall(VenueAccount account, AccountMargin margin) =>
        Raise(account, "MARGIN_CALL", null, w =>
        {
            w.Money("cw", margin.CrossWallet);
            w.WriteStartArray("p");
            foreach (var position in account.Positions.Where(p => p.Amount != 0m))
            {
                var market = venue.Markets[position.Symbol];
                w.WriteStartObject();
                w.WriteString("s", position.Symbol);
                w.WriteString("ps", position.Side.Text());
                w.Text("pa", position.Amount);
                w.WriteString("mt", account.Settings(position.Symbol).MarginType.Text());
                w.Money("iw", position.IsolatedWallet);
                w.Text("mp", market.Mark);
                w.Money("up", position.Unrealised(market.Mark));
                w.Money("mm", MarginMath.Of(account, market, position.Side).Maintenance);
                w.WriteEndObject();
            }

            w.WriteEndArray();
        });

    public void Algo(VenueAccount account, AlgoOrder algo) =>
        Raise(account, "ALGO_UPDATE", algo.UpdateMs, w =>
        {
            w.WriteStartObject("o");
            AlgoJson.WriteEvent(w, algo);
            w.WriteEndObject();
        });

    private void Raise(VenueAccount account, string name, long? transactionMs, Action<Utf8JsonWriter> members) =>
        venue.Events.OnUserEvent(account.Id, name, VenueJson.Object(w =>
        {
            w.WriteString("e", name);
            w.WriteNumber("E", venue.Clock.NowMs);
            if (transactionMs is { } t)
            {
                w.WriteNumber("T", t);
            }

            members(w);
        }));

    private static void WriteOrder(Utf8JsonWriter w, VenueOrder order, string execution)
    {
        w.WriteString("s", order.Symbol);
        w.WriteString("c", order.ClientId);
        w.WriteString("S", order.Side.Text());
        w.WriteString("o", order.Origin == OrderOrigin.Liquidation ? "LIQUIDATION" : order.Type.Text());
        w.WriteString("f", order.TimeInForce.Text());
        w.Text("q", order.Quantity);
        w.Text("p", order.Price);
        w.Text("ap", order.AveragePrice);
        w.Text("sp", order.Algo?.Request.TriggerPrice ?? 0m);
        w.WriteString("x", execution);
        w.WriteString("X", order.Status.Text());
        w.WriteNumber("i", order.Id);
    }

    private static void WriteTrade(Utf8JsonWriter w, VenueOrder order, VenueTrade? trade)
    {
        w.Text("l", trade?.Quantity ?? 0m);
        w.Text("z", order.Executed);
        w.Text("L", trade?.Price ?? 0m);
        if (trade is not null)
        {
            w.WriteString("N", trade.CommissionAsset);
            w.Text("n", trade.Commission);
        }

        w.WriteNumber("t", trade?.Id ?? 0);
        w.WriteBoolean("m", trade?.Maker ?? false);
        w.Text("rp", trade?.Realised ?? 0m);
    }

    private static void WriteRest(Utf8JsonWriter w, VenueOrder order)
    {
        w.WriteNumber("T", order.UpdateMs);
        w.Text("b", 0m);
        w.Text("a", 0m);
        w.WriteBoolean("R", order.ReduceOnly);
        w.WriteString("wt", (order.Algo?.Request.WorkingType ?? WorkingType.ContractPrice).Text());
        w.WriteString("ot", (order.Algo?.Request.Type ?? order.Type).Text());
        w.WriteString("ps", order.PositionSide.Text());
        w.WriteBoolean("cp", order.ClosePosition);
        w.WriteBoolean("pP", false);
        w.WriteNumber("si", 0);
        w.WriteNumber("ss", 0);
        w.WriteString("V", order.SelfTradePrevention);
        w.WriteString("pm", order.PriceMatch);
        w.WriteNumber("gtd", order.GoodTillMs);
        w.WriteString("er", "0");
    }

    private static void WriteBalance(Utf8JsonWriter w, VenueAccount account, decimal change)
    {
        var isolated = account.Positions.Sum(p => p.IsolatedWallet);
        w.WriteStartObject();
        w.WriteString("a", "USDT");
        w.Money("wb", account.Wallet);
        w.Money("cw", account.Wallet - isolated);
        w.Text("bc", change);
        w.WriteEndObject();
    }

    private void WritePosition(Utf8JsonWriter w, VenueAccount account, VenuePosition position)
    {
        w.WriteStartObject();
        w.WriteString("s", position.Symbol);
        w.Text("pa", position.Amount);
        w.Text("ep", position.EntryPrice);
        w.Text("bep", position.BreakEvenPrice);
        w.Text("cr", position.Realised);
        w.Money("up", position.Unrealised(venue.Markets[position.Symbol].Mark));
        w.WriteString("mt", account.Settings(position.Symbol).MarginType == MarginType.Crossed ? "cross" : "isolated");
        w.Money("iw", position.IsolatedWallet);
        w.WriteString("ps", position.Side.Text());
        w.WriteEndObject();
    }
}
