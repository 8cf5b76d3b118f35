namespace QuantumTrader.FakeVenue;

/// <summary>/fapi/v1/order and its lists.</summary>
public static class OrderEndpoints
{
    private const long DayMs = 86_400_000;

    public static void Map(RestTable table)
    {
        table.Add("POST", "/fapi/v1/order", new RestEndpoint(RestSecurity.Trade, Place, _ => 0, _ => (1, 1)));
        table.Add("POST", "/fapi/v1/order/test", RestSecurity.Trade, 1, Test);
        table.Add("PUT", "/fapi/v1/order", new RestEndpoint(RestSecurity.Trade, Modify, _ => 1, _ => (1, 1)));
        table.Add("DELETE", "/fapi/v1/order", RestSecurity.Trade, 1, Cancel);
        table.Add("GET", "/fapi/v1/order", RestSecurity.UserData, 1, Query);
        table.Add("GET", "/fapi/v1/openOrder", RestSecurity.UserData, 1, OpenOrder);
        table.Add("GET", "/fapi/v1/openOrders", new RestEndpoint(RestSecurity.UserData, OpenOrders, WithoutSymbol40));
        table.Add("GET", "/fapi/v1/allOrders", RestSecurity.UserData, 5, AllOrders);
        table.Add("GET", "/fapi/v1/orderAmendment", RestSecurity.UserData, 1, Amendments);
        table.Add("DELETE", "/fapi/v1/allOpenOrders", RestSecurity.Trade, 1, CancelAll);
        table.Add("POST", "/fapi/v1/countdownCancelAll", RestSecurity.Trade, 10, Countdown);
    }

    public static int WithoutSymbol40(RestCall call) => call.Parameters.Text("symbol") is null ? 40 : 1;

    /// <summary>Places one and answers as the client asked: ACK shows the order before it met the book.</summary>
    public static byte[] Place(Venue venue, VenueAccount account, RestParameters parameters)
    {
        CheckMayTrade(account);
        var request = OrderReader.Order(venue, parameters);
        byte[] ack = [];
        var order = venue.Orders.Place(account, request, o => ack = request.WantsResult ? [] : OrderJson.One(o, OrderView.Changed));
        return request.WantsResult ? OrderJson.One(order, OrderView.Changed) : ack;
    }

    public static void CheckMayTrade(VenueAccount account)
    {
        if (!account.CanTrade)
        {
            throw new VenueException(-2015, "Invalid API-key, IP, or permissions for action.", 401);
        }
    }

    /// <summary>By orderId, or else by origClientOrderId; -1102 without either, null when there is none.</summary>
    public static VenueOrder? Find(VenueAccount account, string symbol, RestParameters p) =>
        p.Long("orderId") is { } id ? account.Orders.Find(symbol, id)
        : p.Text("origClientOrderId") is { } clientId ? account.Orders.Find(symbol, clientId)
        : throw new VenueException(-1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");

    public static VenueOrder Modify(Venue venue, VenueAccount account, RestParameters p)
    {
        var order = Find(account, OrderReader.Symbol(venue, p), p);
        return venue.Orders.Modify(account, order, OrderReader.Side(p),
            p.Decimal("quantity") ?? throw RestParameters.Missing("quantity"), p.Decimal("price") ?? throw RestParameters.Missing("price"));
    }

    private static RestAnswer Place(RestCall call) => RestAnswer.Ok(Place(call.Venue, call.Account, call.Parameters));

    private static RestAnswer Test(RestCall call)
    {
        call.Venue.Orders.Test(call.Account, OrderReader.Order(call.Venue, call.Parameters));
        return RestAnswer.Ok("{}"u8.ToArray());
    }

    private static RestAnswer Modify(RestCall call) => RestAnswer.Ok(OrderJson.One(Modify(call.Venue, call.Account, call.Parameters), OrderView.Modified));

    private static RestAnswer Cancel(RestCall call)
    {
        var order = Find(call.Account, OrderReader.Symbol(call.Venue, call.Parameters), call.Parameters);
        return RestAnswer.Ok(OrderJson.One(call.Venue.Orders.Cancel(call.Account, order), OrderView.Changed));
    }

    private static RestAnswer Query(RestCall call)
    {
        var order = Find(call.Account, OrderReader.Symbol(call.Venue, call.Parameters), call.Parameters);
        return order is not null && IsKept(order, call.NowMs) ? RestAnswer.Ok(OrderJson.One(order)) : throw NotThere();
    }

    // Cancelled or expired without a fill is forgotten after 3 days, everything after 90.
    private static bool IsKept(VenueOrder order, long nowMs) =>
        order.IsOpen || nowMs - order.TimeMs <= (order.Executed == 0m ? 3 : 90) * DayMs;

    private static RestAnswer OpenOrder(RestCall call) =>
        Find(call.Account, OrderReader.Symbol(call.Venue, call.Parameters), call.Parameters) is { IsOpen: true } order
            ? RestAnswer.Ok(OrderJson.One(order))
            : throw NotThere();

    private static RestAnswer OpenOrders(RestCall call)
    {
        var symbol = OrderReader.SymbolOrNull(call.Venue, call.Parameters);
        var open = symbol is null ? call.Account.Orders.Open.OrderBy(o => o.Id) : call.Account.Orders.OpenOn(symbol).AsEnumerable();
        return RestAnswer.Ok(OrderJson.Many(open));
    }

    private static RestAnswer AllOrders(RestCall call)
    {
        var symbol = OrderReader.SymbolOrNull(call.Venue, call.Parameters);
        var window = TimeWindow.Read(call.Parameters, call.NowMs);
        var limit = call.Parameters.Limit("limit", 500, 1_000);
        var orders = call.Account.Orders.All
            .Where(o => (symbol is null || o.Symbol == symbol) && window.Holds(o.TimeMs) && IsKept(o, call.NowMs));
        return RestAnswer.Ok(OrderJson.Many(call.Parameters.Long("orderId") is { } from
            ? orders.Where(o => o.Id >= from).Take(limit)
            : window.IsOpenStart ? orders.TakeLast(limit) : orders.Take(limit)));
    }

    private static RestAnswer Amendments(RestCall call)
    {
        var order = Find(call.Account, OrderReader.Symbol(call.Venue, call.Parameters), call.Parameters) ?? throw NotThere();
        return RestAnswer.Ok(VenueJson.Array(order.Amendments.AsEnumerable().Reverse(), (w, a) => AmendmentJson.Write(w, order, a)));
    }

    private static RestAnswer CancelAll(RestCall call)
    {
        call.Venue.Orders.CancelAll(call.Account, OrderReader.Symbol(call.Venue, call.Parameters));
        return RestAnswer.Done("The operation of cancel all open order is done.");
    }

    private static RestAnswer Countdown(RestCall call)
    {
        var symbol = OrderReader.Symbol(call.Venue, call.Parameters);
        var milliseconds = call.Parameters.Long("countdownTime") ?? throw RestParameters.Missing("countdownTime");
        call.Venue.Settings.SetCountdown(call.Account, symbol, milliseconds);
        return RestAnswer.Ok(VenueJson.Object(w =>
        {
            w.WriteString("symbol", symbol);
            w.WriteString("countdownTime", VenueJson.Plain(milliseconds));
        }));
    }

    private static VenueException NotThere() => new(-2013, "Order does not exist.");
}
