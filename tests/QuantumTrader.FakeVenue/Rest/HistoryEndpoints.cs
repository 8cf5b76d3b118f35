using System.Globalization;
using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>Fills, incomes and forced orders.</summary>
public static class HistoryEndpoints
{
    public static void Map(RestTable table)
    {
        table.Add("GET", "/fapi/v1/userTrades", RestSecurity.UserData, 5, Trades);
        table.Add("GET", "/fapi/v1/income", RestSecurity.UserData, 30, Incomes);
        table.Add("GET", "/fapi/v1/forceOrders", new RestEndpoint(RestSecurity.UserData, Forced, c => c.Parameters.Text("symbol") is null ? 50 : 20));
    }

    private static RestAnswer Trades(RestCall call)
    {
        var p = call.Parameters;
        var symbol = OrderReader.Symbol(call.Venue, p);
        var (from, orderId, limit) = (p.Long("fromId"), p.Long("orderId"), p.Limit("limit", 500, 1_000));
        if (from is not null && (p.Text("startTime") is not null || p.Text("endTime") is not null))
        {
            throw new VenueException(-1128, "Combination of optional parameters invalid.");
        }

        var trades = call.Account.Trades.Where(t => t.Symbol == symbol && (orderId is null || t.Order.Id == orderId));
        if (from is not null)
        {
            return Trades(trades.Where(t => t.Id >= from).Take(limit));
        }

        var window = TimeWindow.Read(p, call.NowMs);
        var inside = trades.Where(t => window.Holds(t.TimeMs));
        return Trades(window.IsOpenStart ? inside.TakeLast(limit) : inside.Take(limit));
    }

    private static RestAnswer Trades(IEnumerable<VenueTrade> trades) => RestAnswer.Ok(VenueJson.Array(trades, WriteTrade));

    private static void WriteTrade(Utf8JsonWriter w, VenueTrade trade)
    {
        var buyer = trade.Order.Side == OrderSide.Buy;
        w.WriteStartObject();
        w.WriteString("symbol", trade.Symbol);
        w.WriteNumber("id", trade.Id);
        w.WriteNumber("orderId", trade.Order.Id);
        w.WriteString("side", trade.Order.Side.Text());
        w.Text("price", trade.Price);
        w.Text("qty", trade.Quantity);
        w.Text("realizedPnl", trade.Realised);
        w.Text("quoteQty", trade.Quote);
        w.Text("commission", trade.Commission);
        w.WriteString("commissionAsset", trade.CommissionAsset);
        w.WriteNumber("time", trade.TimeMs);
        w.WriteString("positionSide", trade.Order.PositionSide.Text());
        w.WriteBoolean("buyer", buyer);
        w.WriteBoolean("maker", trade.Maker);
        w.WriteEndObject();
    }

    private static RestAnswer Incomes(RestCall call)
    {
        var p = call.Parameters;
        var symbol = OrderReader.SymbolOrNull(call.Venue, p);
        var (type, start, end) = (p.Text("incomeType"), p.Long("startTime"), p.Long("endTime") ?? long.MaxValue);
        var limit = p.Limit("limit", 100, 1_000);
        var page = p.Limit("page", 1, 10_000) - 1;
        var from = start ?? call.NowMs - (long)TimeWindow.LengthMax.TotalMilliseconds;
        var incomes = call.Account.Incomes.Where(i =>
            (symbol is null || i.Symbol == symbol) && (type is null || i.Type == type) && i.TimeMs >= from && i.TimeMs <= end);
        // Without a time to start from, the latest.
        return RestAnswer.Ok(VenueJson.Array(start is null && page == 0 ? incomes.TakeLast(limit) : incomes.Skip(page * limit).Take(limit), WriteIncome));
    }

    private static void WriteIncome(Utf8JsonWriter w, VenueIncome income)
    {
        w.WriteStartObject();
        w.WriteString("symbol", income.Symbol);
        w.WriteString("incomeType", income.Type);
        w.WriteString("income", VenueJson.Plain(income.Amount));
        w.WriteString("asset", income.Asset);
        w.WriteString("info", income.Type);
        w.WriteNumber("time", income.TimeMs);
        w.WriteNumber("tranId", income.TransactionId);
        w.WriteString("tradeId", income.TradeId?.ToString(CultureInfo.InvariantCulture) ?? "");
        w.WriteEndObject();
    }

    private static RestAnswer Forced(RestCall call)
    {
        var symbol = OrderReader.SymbolOrNull(call.Venue, call.Parameters);
        var window = TimeWindow.Read(call.Parameters, call.NowMs);
        OrderOrigin? origin = call.Parameters.Text("autoCloseType") switch
        {
            null => null,
            "LIQUIDATION" => OrderOrigin.Liquidation,
            "ADL" => OrderOrigin.Deleveraging,
            _ => throw new VenueException(-1130, "Data sent for parameter 'autoCloseType' is not valid."),
        };
        return RestAnswer.Ok(OrderJson.Many(call.Account.Orders.All
            .Where(o => o.Origin is OrderOrigin.Liquidation or OrderOrigin.Deleveraging
                && (origin is null || o.Origin == origin) && (symbol is null || o.Symbol == symbol) && window.Holds(o.TimeMs))
            .TakeLast(call.Parameters.Limit("limit", 50, 100))));
    }
}
