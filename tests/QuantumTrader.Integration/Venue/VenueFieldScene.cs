using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>An account with something of everything in it, so that every list has an item.</summary>
internal static class VenueFieldScene
{
    private const string Btc = "symbol=BTCUSDT";
    private const string Resting = Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000";
    private const string Stop = "algoType=CONDITIONAL&" + Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=28900&quantity=0.010";

    /// <param name="bare">With nothing in it: what refuses to change under positions.</param>
    public static async Task<VenueBench> StartAsync(bool bare = false)
    {
        var bench = await VenueBench.StartAsync();
        if (bare)
        {
            return bench;
        }

        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.100");
        await bench.Client.OrderAsync(Btc + "&side=SELL&type=MARKET&quantity=0.050");
        await bench.Client.OrderAsync(Resting + "&newClientOrderId=open");
        await bench.Client.PutAsync("/fapi/v1/order", Btc + "&side=BUY&origClientOrderId=open&quantity=0.010&price=29001");
        await bench.Client.PostAsync("/fapi/v1/algoOrder", Stop + "&clientAlgoId=stop");
        lock (bench.Venue.Gate)
        {
            bench.Venue.Settlement.Deleverage(bench.Account, "BTCUSDT", PositionSide.Both, 0.010m);
        }

        return bench;
    }

    /// <summary>Raises the rarer events.</summary>
    public static async Task DisturbAsync(VenueBench bench)
    {
        await bench.Client.PostAsync("/fapi/v1/leverage", Btc + "&leverage=7");
        bench.Venue.Transfer("main", 1_500m - bench.Account.Wallet);
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.250");
        bench.Mark("BTCUSDT", 25_400m);
        bench.Mark("BTCUSDT", 20_000m);
    }

    public static Task<VenueReply> AskAsync(VenueBench bench, string verb, string path) =>
        bench.Client.SendAsync(new HttpMethod(verb), path, Query(verb, path));

    private static string Query(string verb, string path) => $"{verb} {path}" switch
    {
        "POST /fapi/v1/leverage" => Btc + "&leverage=21",
        "POST /fapi/v1/marginType" => "symbol=ETHUSDT&marginType=ISOLATED",
        "POST /fapi/v1/positionSide/dual" => "dualSidePosition=true",
        "POST /fapi/v1/feeBurn" => "feeBurn=true",
        "POST /fapi/v1/multiAssetsMargin" => "multiAssetsMargin=true",
        "POST /fapi/v1/countdownCancelAll" => Btc + "&countdownTime=100000",
        "POST /fapi/v1/order" => Resting,
        "POST /fapi/v1/algoOrder" => Stop,
        "POST /fapi/v1/batchOrders" => Batch("""[{"symbol":"BTCUSDT","side":"BUY","type":"MARKET","quantity":"0.010"},{}]"""),
        "PUT /fapi/v1/batchOrders" => Batch("""[{"symbol":"BTCUSDT","side":"BUY","origClientOrderId":"open","quantity":"0.010","price":"29002"},{}]"""),
        "PUT /fapi/v1/order" => Btc + "&side=BUY&origClientOrderId=open&quantity=0.010&price=29002",
        "DELETE /fapi/v1/batchOrders" => Btc + "&origClientOrderIdList=" + Uri.EscapeDataString("""["open","other"]"""),
        "DELETE /fapi/v1/algoOrder" or "GET /fapi/v1/algoOrder" => "clientAlgoId=stop",
        "GET /fapi/v1/order" or "GET /fapi/v1/openOrder" or "DELETE /fapi/v1/order" or "GET /fapi/v1/orderAmendment" => Btc + "&origClientOrderId=open",
        "GET /fapi/v1/userTrades" or "GET /fapi/v1/commissionRate" or "GET /fapi/v1/allAlgoOrders" or "DELETE /fapi/v1/algoOpenOrders" or "DELETE /fapi/v1/allOpenOrders" => Btc,
        _ => "",
    };

    private static string Batch(string json) => "batchOrders=" + Uri.EscapeDataString(json);
}
