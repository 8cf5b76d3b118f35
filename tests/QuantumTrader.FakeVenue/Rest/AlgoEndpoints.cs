namespace QuantumTrader.FakeVenue;

/// <summary>Conditional orders: /fapi/v1/algoOrder and its lists.</summary>
public static class AlgoEndpoints
{
    public static void Map(RestTable table)
    {
        table.Add("POST", "/fapi/v1/algoOrder", new RestEndpoint(RestSecurity.Trade, Place, _ => 0, _ => (1, 1)));
        table.Add("DELETE", "/fapi/v1/algoOrder", RestSecurity.Trade, 1, Cancel);
        table.Add("DELETE", "/fapi/v1/algoOpenOrders", RestSecurity.Trade, 1, CancelAll);
        table.Add("GET", "/fapi/v1/algoOrder", RestSecurity.UserData, 1, Query);
        table.Add("GET", "/fapi/v1/openAlgoOrders", new RestEndpoint(RestSecurity.UserData, Open, OrderEndpoints.WithoutSymbol40));
        table.Add("GET", "/fapi/v1/allAlgoOrders", RestSecurity.UserData, 5, All);
    }

    private static RestAnswer Place(RestCall call)
    {
        OrderEndpoints.CheckMayTrade(call.Account);
        return One(call.Venue.Algos.Place(call.Account, OrderReader.Algo(call.Venue, call.Parameters)), lookedUp: false);
    }

    private static RestAnswer Cancel(RestCall call) => One(call.Venue.Algos.Cancel(call.Account, Find(call)), lookedUp: false);

    private static RestAnswer CancelAll(RestCall call)
    {
        call.Venue.Algos.CancelAll(call.Account, OrderReader.Symbol(call.Venue, call.Parameters));
        return RestAnswer.Done("The operation of cancel all open order is done.");
    }

    private static RestAnswer Query(RestCall call) =>
        One(Find(call) ?? throw new VenueException(-2013, "Order does not exist."), lookedUp: true);

    private static RestAnswer Open(RestCall call)
    {
        var symbol = OrderReader.SymbolOrNull(call.Venue, call.Parameters);
        var id = call.Parameters.Long("algoId");
        return Many(call.Account.Algos.Open.Where(a => (symbol is null || a.Symbol == symbol) && (id is null || a.Id == id)));
    }

    private static RestAnswer All(RestCall call)
    {
        var symbol = OrderReader.Symbol(call.Venue, call.Parameters);
        var window = TimeWindow.Read(call.Parameters, call.NowMs);
        var limit = call.Parameters.Limit("limit", 500, 1_000);
        var page = call.Parameters.Limit("page", 1, 10_000) - 1;
        var from = call.Parameters.Long("algoId") ?? 0;
        return Many(call.Account.Algos.All.Where(a => a.Symbol == symbol && a.Id >= from && window.Holds(a.CreateMs)).Skip(page * limit).Take(limit));
    }

    private static AlgoOrder? Find(RestCall call) =>
        call.Parameters.Long("algoId") is { } id ? call.Account.Algos.Find(id)
        : call.Parameters.Text("clientAlgoId") is { } clientId ? call.Account.Algos.Find(clientId)
        : throw new VenueException(-1102, "Param 'algoId' or 'clientAlgoId' must be sent, but both were empty/null!");

    private static RestAnswer One(AlgoOrder algo, bool lookedUp) => RestAnswer.Ok(VenueJson.Write(w => AlgoJson.Write(w, algo, lookedUp)));

    private static RestAnswer Many(IEnumerable<AlgoOrder> algos) =>
        RestAnswer.Ok(VenueJson.Array(algos, (w, a) => AlgoJson.Write(w, a, lookedUp: true)));
}
