using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>Regular orders: what they answer, how they fill, what ends them.</summary>
public sealed class VenueOrderTests
{
    private const string Btc = "symbol=BTCUSDT";

    [Fact]
    public async Task Market_AskedForItsResult_AnswersFilled_AndTheEventsFollowTheVenuesOrder()
    {
        await using var bench = await VenueBench.StartAsync();

        var reply = await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.010&newClientOrderId=qt-1");

        Assert.Equal("FILLED", reply.Word("status"));
        Assert.Equal(30_000m, reply.Number("avgPrice"));
        Assert.Equal(300m, reply.Number("cumQuote"));
        Assert.Equal(["ORDER_TRADE_UPDATE", "TRADE_LITE", "ACCOUNT_UPDATE", "ORDER_TRADE_UPDATE"], bench.Events.Names);
        var trade = bench.Events.Orders[1];
        Assert.Equal("TRADE", trade.GetProperty("x").GetString());
        Assert.Equal("FILLED", trade.GetProperty("X").GetString());
        Assert.Equal("0.12", trade.GetProperty("n").GetString());
        Assert.Equal("0.01", trade.GetProperty("z").GetString());
        Assert.Equal(10_000m - 0.12m, bench.Account.Wallet);
        Assert.Equal(0.010m, await bench.PositionAsync("BTCUSDT"));
    }

    [Fact]
    public async Task Market_AskedForAnAck_AnswersNew_ThoughItFilled()
    {
        await using var bench = await VenueBench.StartAsync();

        var reply = await bench.Client.PostAsync("/fapi/v1/order", Btc + "&side=BUY&type=MARKET&quantity=0.010&newClientOrderId=a");

        Assert.Equal("NEW", reply.Word("status"));
        Assert.Equal(0m, reply.Number("executedQty"));
        Assert.Equal("FILLED", (await bench.Client.GetAsync("/fapi/v1/order", Btc + "&origClientOrderId=a")).Word("status"));
    }

    [Fact]
    public async Task Market_LargerThanTheBook_EndsExpiredWithPartExecuted()
    {
        await using var bench = await VenueBench.StartAsync(time => new FakeVenueOptions { Time = time, BalanceStart = 1_000_000m, Depth = new VenueDepth(Levels: 2, NotionalPerLevel: 30_000m) });

        var reply = await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=5");

        Assert.Equal("EXPIRED", reply.Word("status"));
        // 1 at 30,000.0; and one step less on the level above, where a whole one no longer costs 30,000.
        Assert.Equal(1.999m, reply.Number("executedQty"));
        Assert.Equal(2, bench.Events.Of("TRADE_LITE").Count);
        Assert.Equal("EXPIRED", bench.Events.Orders[^1].GetProperty("x").GetString());
    }

    [Fact]
    public async Task Market_BestCounterpartyBeyondThePercentFilter_IsRefused()
    {
        await using var bench = await VenueBench.StartAsync();
        bench.Venue.OnMark("BTCUSDT", 30_000m, 30_000m, 28_000m, 32_000m, 0);

        Assert.Equal(-4131, (await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.010")).Code);
        Assert.Equal(-4131, (await bench.Client.OrderAsync(Btc + "&side=SELL&type=MARKET&quantity=0.010")).Code);
    }

    [Fact]
    public async Task Market_OnAnEmptyBook_IsRefused()
    {
        await using var bench = await VenueBench.StartAsync();
        bench.Venue.Market("BTCUSDT")!.Depth = new VenueDepth(Levels: 0);

        Assert.Equal(-1112, (await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.010")).Code);
    }

    [Fact]
    public async Task Limit_Rests_AndFillsAsMakerAtItsOwnPriceWhenThePathCrossesIt()
    {
        await using var bench = await VenueBench.StartAsync();
        var placed = await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29500");
        Assert.Equal("NEW", placed.Word("status"));

        bench.Mark("BTCUSDT", 29_500.1m);
        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
        bench.Mark("BTCUSDT", 29_400m);

        var trade = bench.Account.Trades.Single();
        Assert.Equal((29_500m, true, 0.059m), (trade.Price, trade.Maker, trade.Commission));
        Assert.Empty(await bench.OpenOrdersAsync());
    }

    [Fact]
    public async Task Limit_RestingOnAThinPath_FillsInParts()
    {
        await using var bench = await VenueBench.StartAsync(time => new FakeVenueOptions { Time = time, Depth = new VenueDepth(RestingFillMax: 150m) });
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29500&newClientOrderId=slow");

        bench.Mark("BTCUSDT", 29_000m);
        var first = await bench.Client.GetAsync("/fapi/v1/order", Btc + "&origClientOrderId=slow");
        bench.Mark("BTCUSDT", 29_000m);

        Assert.Equal(("PARTIALLY_FILLED", 0.005m), (first.Word("status"), first.Number("executedQty")));
        Assert.Equal("FILLED", (await bench.Client.GetAsync("/fapi/v1/order", Btc + "&origClientOrderId=slow")).Word("status"));
    }

    [Theory]
    [InlineData("IOC", "30000", "FILLED", 0)]
    [InlineData("IOC", "29000", "EXPIRED", 0)]
    [InlineData("FOK", "30000", "FILLED", 0)]
    [InlineData("FOK", "29000", "", -5021)]
    [InlineData("GTX", "30000", "", -5022)]
    [InlineData("GTX", "29000", "NEW", 0)]
    public async Task Limit_ByTimeInForce_FillsRestsOrIsRefused(string timeInForce, string price, string status, int code)
    {
        await using var bench = await VenueBench.StartAsync();

        var reply = await bench.Client.OrderAsync($"{Btc}&side=BUY&type=LIMIT&timeInForce={timeInForce}&quantity=0.010&price={price}");

        Assert.Equal(code, reply.Code);
        Assert.Equal(status, code == 0 ? reply.Word("status") : "");
        Assert.Equal(code == 0 ? 1 : 0, bench.Account.Orders.All.Count);
    }

    [Fact]
    public async Task GoodTillDate_WhenItComes_ExpiresTheOrder()
    {
        await using var bench = await VenueBench.StartAsync();
        var until = bench.Time.GetUtcNow().AddMinutes(15).ToUnixTimeMilliseconds();
        await bench.Client.OrderAsync($"{Btc}&side=BUY&type=LIMIT&timeInForce=GTD&goodTillDate={until}&quantity=0.010&price=29000");

        bench.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Single(await bench.OpenOrdersAsync());
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await bench.OpenOrdersAsync());
        Assert.Equal("EXPIRED", bench.Events.Orders[^1].GetProperty("X").GetString());
    }

    [Fact]
    public async Task Cancel_OfAnOpenOrder_AnswersCanceled_AndAgainIsUnknown()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000&newClientOrderId=c");

        var first = await bench.Client.DeleteAsync("/fapi/v1/order", Btc + "&origClientOrderId=c");
        var again = await bench.Client.DeleteAsync("/fapi/v1/order", Btc + "&origClientOrderId=c");

        Assert.Equal("CANCELED", first.Word("status"));
        Assert.Equal(-2011, again.Code);
        Assert.Equal(-1102, (await bench.Client.DeleteAsync("/fapi/v1/order", Btc)).Code);
    }

    [Fact]
    public async Task CancelAll_OfOneSymbol_LeavesTheOthersAndTheConditionalOnes()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000");
        await bench.Client.OrderAsync("symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.100&price=1900");
        await bench.Client.PostAsync("/fapi/v1/algoOrder", "algoType=CONDITIONAL&" + Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29000&closePosition=true");

        var reply = await bench.Client.DeleteAsync("/fapi/v1/allOpenOrders", Btc);

        Assert.Equal(200, reply.Code);
        Assert.Equal("ETHUSDT", (await bench.OpenOrdersAsync()).Single().GetProperty("symbol").GetString());
        Assert.Single(bench.Account.Algos.Open);
    }

    [Fact]
    public async Task Modify_OfARestingLimit_ChangesIt_AndMayMeetTheBook()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000&newClientOrderId=m");
        const string Which = Btc + "&origClientOrderId=m&side=BUY";

        var moved = await bench.Client.PutAsync("/fapi/v1/order", Which + "&quantity=0.020&price=29100");
        var met = await bench.Client.PutAsync("/fapi/v1/order", Which + "&quantity=0.020&price=30000");

        Assert.Equal(("NEW", 29_100m, 0.020m), (moved.Word("status"), moved.Number("price"), moved.Number("origQty")));
        Assert.Equal("FILLED", met.Word("status"));
        Assert.Equal(2, (await bench.Client.GetAsync("/fapi/v1/orderAmendment", Btc + "&origClientOrderId=m")).Json.GetArrayLength());
        Assert.Equal(-2013, (await bench.Client.PutAsync("/fapi/v1/order", Which + "&quantity=0.010&price=29000")).Code);
    }

    [Fact]
    public async Task Modify_ToLessThanWasExecuted_CancelsTheRest()
    {
        await using var bench = await VenueBench.StartAsync(time => new FakeVenueOptions { Time = time, Depth = new VenueDepth(RestingFillMax: 150m) });
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29500&newClientOrderId=m");
        bench.Mark("BTCUSDT", 29_000m);

        var reply = await bench.Client.PutAsync("/fapi/v1/order", Btc + "&origClientOrderId=m&side=BUY&quantity=0.004&price=29500");

        Assert.Equal(("CANCELED", 0.005m), (reply.Word("status"), reply.Number("executedQty")));
    }

    [Fact]
    public async Task ClientId_OfAnOpenOrder_IsDuplicated_OfAFilledOneNot()
    {
        await using var bench = await VenueBench.StartAsync();
        const string Resting = Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000&newClientOrderId=once";
        await bench.Client.OrderAsync(Resting);

        Assert.Equal(-4116, (await bench.Client.OrderAsync(Resting)).Code);
        const string Market = Btc + "&side=BUY&type=MARKET&quantity=0.010&newClientOrderId=twice";
        Assert.Equal(0, (await bench.Client.OrderAsync(Market)).Code);
        Assert.Equal(0, (await bench.Client.OrderAsync(Market)).Code);
        Assert.Equal(0.020m, await bench.PositionAsync("BTCUSDT"));
    }

    [Fact]
    public async Task Query_OfACancelledOrderOlderThanThreeDays_FindsNothing()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000&newClientOrderId=old");
        await bench.Client.DeleteAsync("/fapi/v1/order", Btc + "&origClientOrderId=old");
        Assert.Equal("CANCELED", (await bench.Client.GetAsync("/fapi/v1/order", Btc + "&origClientOrderId=old")).Word("status"));

        bench.Venue.Clock.SkewMs = (long)TimeSpan.FromDays(3.1).TotalMilliseconds;
        bench.Time.SetUtcNow(bench.Time.GetUtcNow());
        using var later = new VenueClient(bench.Host.RestUrl, new ShiftedTime(bench.Time, TimeSpan.FromDays(3.1)));

        Assert.Equal(-2013, (await later.GetAsync("/fapi/v1/order", Btc + "&origClientOrderId=old")).Code);
    }

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

    [Fact]
    public async Task Test_OfAnOrder_JudgesItAndLeavesNoTrace()
    {
        await using var bench = await VenueBench.StartAsync();

        Assert.Equal(0, (await bench.Client.PostAsync("/fapi/v1/order/test", Btc + "&side=BUY&type=MARKET&quantity=0.010")).Code);
        Assert.Equal(-2019, (await bench.Client.PostAsync("/fapi/v1/order/test", Btc + "&side=BUY&type=MARKET&quantity=50")).Code);
        Assert.Empty(bench.Account.Orders.All);
        Assert.Empty(bench.Events.Names);
    }

    [Fact]
    public async Task Countdown_WithoutAnotherCall_CancelsRegularOrdersOnly()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000");
        await bench.Client.PostAsync("/fapi/v1/algoOrder", "algoType=CONDITIONAL&" + Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29000&closePosition=true");
        await bench.Client.PostAsync("/fapi/v1/countdownCancelAll", Btc + "&countdownTime=5000");
        bench.Time.Advance(TimeSpan.FromSeconds(4));
        await bench.Client.PostAsync("/fapi/v1/countdownCancelAll", Btc + "&countdownTime=5000");
        bench.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Single(await bench.OpenOrdersAsync());

        bench.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await bench.OpenOrdersAsync());
        Assert.Single(bench.Account.Algos.Open);
    }

    [Fact]
    public async Task AllOrders_FromAnId_PagesForward()
    {
        await using var bench = await VenueBench.StartAsync();
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.010")).Long("orderId"));
        }

        var page = await bench.Client.GetAsync("/fapi/v1/allOrders", $"{Btc}&orderId={ids[1]}&limit=2");
        var latest = await bench.Client.GetAsync("/fapi/v1/allOrders", Btc + "&limit=2");

        Assert.Equal(ids[1..3], page.Json.EnumerateArray().Select(o => o.GetProperty("orderId").GetInt64()));
        Assert.Equal(ids[3..], latest.Json.EnumerateArray().Select(o => o.GetProperty("orderId").GetInt64()));
    }
}
