namespace QuantumTrader.Integration.Venue;

/// <summary>Several orders in one call.</summary>
public sealed class VenueBatchTests
{
    private const string Btc = "symbol=BTCUSDT";

    [Fact]
    public async Task Batch_AnswersEachItemForItself_InOrder()
    {
        await using var bench = await VenueBench.StartAsync();
        const string Json = """
            [{"symbol":"BTCUSDT","side":"BUY","type":"LIMIT","timeInForce":"GTC","quantity":"0.010","price":"29000"},
             {"symbol":"BTCUSDT","side":"SELL","type":"MARKET","quantity":"0.010","reduceOnly":"true"},
             {"symbol":"BTCUSDT","side":"BUY","type":"MARKET","quantity":0.010,"newOrderRespType":"RESULT"}]
            """;

        var reply = await bench.Client.PostAsync("/fapi/v1/batchOrders", "batchOrders=" + Uri.EscapeDataString(Json));

        Assert.Equal(3, reply.Json.GetArrayLength());
        Assert.Equal("NEW", reply.Json[0].GetProperty("status").GetString());
        Assert.Equal(-2022, reply.Json[1].GetProperty("code").GetInt32());
        Assert.Equal("FILLED", reply.Json[2].GetProperty("status").GetString());
        Assert.Equal("5", reply.Headers["X-MBX-ORDER-COUNT-10S"]);
        Assert.Equal("1", reply.Headers["X-MBX-ORDER-COUNT-1M"]);
    }

    [Fact]
    public async Task Batch_OfSixOrGarbage_IsRefusedWhole()
    {
        await using var bench = await VenueBench.StartAsync();
        var six = "[" + string.Join(',', Enumerable.Repeat("""{"symbol":"BTCUSDT"}""", 6)) + "]";

        Assert.Equal(-4082, (await bench.Client.PostAsync("/fapi/v1/batchOrders", "batchOrders=" + Uri.EscapeDataString(six))).Code);
        Assert.Equal(-1130, (await bench.Client.PostAsync("/fapi/v1/batchOrders", "batchOrders=nonsense")).Code);
        Assert.Equal(-1130, (await bench.Client.PostAsync("/fapi/v1/batchOrders", "batchOrders=%5B1%5D")).Code);
    }

    [Fact]
    public async Task BatchCancel_OfAKnownAndAnUnknownOrder_AnswersBoth()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000&newClientOrderId=one");

        var reply = await bench.Client.DeleteAsync("/fapi/v1/batchOrders", Btc + "&origClientOrderIdList=" + Uri.EscapeDataString("""["one","two"]"""));

        Assert.Equal("CANCELED", reply.Json[0].GetProperty("status").GetString());
        Assert.Equal(-2011, reply.Json[1].GetProperty("code").GetInt32());
    }
}
