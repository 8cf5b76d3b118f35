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
    public async Task Test_OfAnOrder_JudgesItAndLeavesNoTrace()
    {
        await using var bench = await VenueBench.StartAsync();

        Assert.Equal(0, (await bench.Client.PostAsync("/fapi/v1/order/test", Btc + "&side=BUY&type=MARKET&quantity=0.010")).Code);
        Assert.Equal(-2019, (await bench.Client.PostAsync("/fapi/v1/order/test", Btc + "&side=BUY&type=MARKET&quantity=50")).Code);
        Assert.Empty(bench.Account.Orders.All);
        Assert.Empty(bench.Events.Names);
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
