using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>Conditional orders: an id space, lists, events and rules of their own.</summary>
public sealed class VenueAlgoTests
{
    private const string Path = "/fapi/v1/algoOrder";
    private const string Btc = "algoType=CONDITIONAL&symbol=BTCUSDT";

    [Fact]
    public async Task Stop_WhenTheLastPriceReachesIt_BecomesAnOrderWithANewId()
    {
        await using var bench = await StartLongAsync();
        var placed = await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&quantity=0.010&reduceOnly=true&clientAlgoId=stop-1");
        bench.Events.Clear();

        bench.Mark("BTCUSDT", 29_500.1m);
        Assert.Empty(bench.Events.Names);
        bench.Mark("BTCUSDT", 29_500m);

        Assert.Equal("NEW", placed.Word("algoStatus"));
        Assert.Equal(["TRIGGERING", "TRIGGERED", "FINISHED"], bench.Events.Algos.Select(a => a.GetProperty("X").GetString()));
        var finished = bench.Events.Algos[^1];
        var fill = bench.Events.Orders[^1];
        Assert.Equal(finished.GetProperty("ai").GetString(), fill.GetProperty("i").ToString());
        Assert.NotEqual(placed.Long("algoId"), fill.GetProperty("i").GetInt64());
        Assert.NotEqual("stop-1", fill.GetProperty("c").GetString());
        Assert.Equal("0.01", finished.GetProperty("aq").GetString());
        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
        var asked = await bench.Client.GetAsync(Path, "clientAlgoId=stop-1");
        Assert.Equal(("FINISHED", fill.GetProperty("i").ToString()), (asked.Word("algoStatus"), asked.Word("actualOrderId")));
    }

    [Theory]
    [InlineData("SELL", "STOP_MARKET", "29500", "", 29_500)]
    [InlineData("BUY", "STOP_MARKET", "30500", "", 30_500)]
    [InlineData("SELL", "TAKE_PROFIT_MARKET", "30500", "", 30_500)]
    [InlineData("BUY", "TAKE_PROFIT_MARKET", "29500", "", 29_500)]
    [InlineData("SELL", "STOP", "29500", "&price=29400&timeInForce=GTC", 29_500)]
    [InlineData("BUY", "TAKE_PROFIT", "29500", "&price=29600&timeInForce=GTC", 29_500)]
    public async Task Conditional_OfEachKind_TriggersAtItsPriceAndNotATickBefore(string side, string type, string trigger, string more, int at)
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.PostAsync(Path, $"{Btc}&side={side}&type={type}&triggerPrice={trigger}&quantity=0.010{more}");
        var before = at > 30_000 ? at - 0.1m : at + 0.1m;

        bench.Mark("BTCUSDT", before);
        Assert.Empty(bench.Account.Trades);
        bench.Mark("BTCUSDT", at);

        Assert.Equal(0.010m, bench.Account.Trades.Single().Quantity);
    }

    [Fact]
    public async Task WorkingType_MarkPrice_IsDeafToTheLastPrice()
    {
        await using var bench = await StartLongAsync();
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&closePosition=true&workingType=MARK_PRICE");

        bench.Mark("BTCUSDT", 29_600m, last: 29_000m);
        Assert.Equal(0.010m, await bench.PositionAsync("BTCUSDT"));
        bench.Mark("BTCUSDT", 29_500m, last: 29_600m);

        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
    }

    [Fact]
    public async Task Trailing_FollowsTheBestPrice_AndTriggersOnTheWayBack()
    {
        await using var bench = await StartLongAsync();
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=TRAILING_STOP_MARKET&callbackRate=1&activatePrice=30500&quantity=0.010&reduceOnly=true");

        foreach (var price in (decimal[])[30_400m, 30_000m, 30_500m, 31_000m, 30_700m])
        {
            bench.Mark("BTCUSDT", price);
            Assert.Equal(0.010m, await bench.PositionAsync("BTCUSDT"));
        }

        bench.Mark("BTCUSDT", 30_690m);

        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
    }

    [Theory]
    [InlineData("&side=SELL&type=STOP_MARKET&triggerPrice=30000&quantity=0.010", -2021)]
    [InlineData("&side=BUY&type=STOP_MARKET&triggerPrice=30000&quantity=0.010", -2021)]
    [InlineData("&side=SELL&type=TAKE_PROFIT_MARKET&triggerPrice=29999&quantity=0.010", -2021)]
    [InlineData("&side=SELL&type=STOP_MARKET&triggerPrice=29000&quantity=0.010&closePosition=true", -4137)]
    [InlineData("&side=SELL&type=STOP&price=28900&triggerPrice=29000&closePosition=true", -4136)]
    [InlineData("&side=SELL&type=STOP_MARKET&triggerPrice=29000&closePosition=true&reduceOnly=true", -1106)]
    [InlineData("&side=SELL&type=STOP_MARKET&triggerPrice=29000", -1102)]
    [InlineData("&side=SELL&type=STOP_MARKET&quantity=0.010", -1102)]
    [InlineData("&side=SELL&type=STOP_MARKET&stopPrice=29000&quantity=0.010", -1102)]
    [InlineData("&side=SELL&type=STOP&triggerPrice=29000&quantity=0.010", -1102)]
    [InlineData("&side=SELL&type=STOP_MARKET&triggerPrice=29000.05&quantity=0.010", -4014)]
    [InlineData("&side=SELL&type=STOP_MARKET&triggerPrice=29000&quantity=121", -4005)]
    [InlineData("&side=SELL&type=TRAILING_STOP_MARKET&callbackRate=20.1&quantity=0.010", -2007)]
    [InlineData("&side=SELL&type=LIMIT&price=29000&quantity=0.010", -1116)]
    [InlineData("&side=SELL&type=STOP_MARKET&triggerPrice=29000&closePosition=true&timeInForce=GTE_GTC", -4509)]
    [InlineData("&side=SELL&type=STOP_MARKET&triggerPrice=29000&closePosition=true&positionSide=LONG", -4061)]
    public async Task Conditional_AgainstARule_IsRefusedWithTheVenuesCode(string order, int code)
    {
        await using var bench = await VenueBench.StartAsync();

        Assert.Equal(code, (await bench.Client.PostAsync(Path, Btc + order)).Code);
        Assert.Empty(bench.Account.Algos.All);
    }

    [Fact]
    public async Task Conditional_WithoutMarginOrPosition_IsTaken_AndRejectedWhenItTriggers()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&quantity=100&clientAlgoId=poor");
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&quantity=0.010&reduceOnly=true&clientAlgoId=flat");

        bench.Mark("BTCUSDT", 29_000m);

        var rejected = bench.Events.Algos.Where(a => a.GetProperty("X").GetString() == "REJECTED").ToList();
        Assert.Equal(["Margin is insufficient.", "Reduce Only reject"], rejected.Select(a => a.GetProperty("rm").GetString()));
        Assert.Equal("REJECTED", (await bench.Client.GetAsync(Path, "clientAlgoId=poor")).Word("algoStatus"));
        Assert.Empty(bench.Account.Orders.All);
    }

    [Fact]
    public async Task ClosePosition_TakesWhatIsThereWhenItTriggers()
    {
        await using var bench = await StartLongAsync();
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&closePosition=true");
        await bench.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.025");

        bench.Mark("BTCUSDT", 29_400m);

        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
        Assert.Equal(0.035m, bench.Account.Orders.All[^1].Executed);
    }

    [Fact]
    public async Task ClosePosition_ASecondInTheSameDirection_IsRefused()
    {
        await using var bench = await StartLongAsync();
        const string Stop = Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&closePosition=true";
        await bench.Client.PostAsync(Path, Stop);

        Assert.Equal(-4130, (await bench.Client.PostAsync(Path, Stop)).Code);
        Assert.Equal(0, (await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=TAKE_PROFIT_MARKET&triggerPrice=31000&closePosition=true")).Code);
    }

    [Fact]
    public async Task GteGtc_WhenThePositionCloses_Expires_AndPlainGtcStays()
    {
        await using var bench = await StartLongAsync();
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&closePosition=true&timeInForce=GTE_GTC&clientAlgoId=gte");
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=TAKE_PROFIT_MARKET&triggerPrice=31000&closePosition=true&clientAlgoId=gtc");

        await bench.Client.OrderAsync("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.010&reduceOnly=true");

        Assert.Equal("EXPIRED", (await bench.Client.GetAsync(Path, "clientAlgoId=gte")).Word("algoStatus"));
        Assert.Equal("NEW", (await bench.Client.GetAsync(Path, "clientAlgoId=gtc")).Word("algoStatus"));
        bench.Mark("BTCUSDT", 31_000m);
        Assert.Equal("EXPIRED", (await bench.Client.GetAsync(Path, "clientAlgoId=gtc")).Word("algoStatus"));
    }

    [Fact]
    public async Task Cancel_ByItsOwnIds_AndItsOwnCancelAll()
    {
        await using var bench = await StartLongAsync();
        var stop = await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&quantity=0.010&clientAlgoId=a");
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29000&quantity=0.010&clientAlgoId=b");
        await bench.Client.PostAsync(Path, "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&type=STOP_MARKET&triggerPrice=1900&quantity=0.100&clientAlgoId=c");

        Assert.Equal(-4116, (await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&quantity=0.010&clientAlgoId=a")).Code);
        Assert.Equal(-2011, (await bench.Client.DeleteAsync("/fapi/v1/order", $"symbol=BTCUSDT&orderId={stop.Long("algoId")}")).Code);
        Assert.Equal("CANCELED", (await bench.Client.DeleteAsync(Path, "clientAlgoId=a")).Word("algoStatus"));
        Assert.Equal(-2011, (await bench.Client.DeleteAsync(Path, "clientAlgoId=a")).Code);
        Assert.Equal(2, (await bench.Client.GetAsync("/fapi/v1/openAlgoOrders")).Json.GetArrayLength());
        Assert.Equal(200, (await bench.Client.DeleteAsync("/fapi/v1/algoOpenOrders", "symbol=BTCUSDT")).Code);
        Assert.Equal("c", (await bench.Client.GetAsync("/fapi/v1/openAlgoOrders")).Json[0].GetProperty("clientAlgoId").GetString());
        Assert.Equal(2, (await bench.Client.GetAsync("/fapi/v1/allAlgoOrders", "symbol=BTCUSDT")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Open_AtTwoHundred_OneMoreIsRefused()
    {
        await using var bench = await VenueBench.StartAsync(time => new FakeVenueOptions { Time = time, Limits = new RateLimitOptions { OrdersPer10S = 1_000 } });
        for (var i = 0; i < AlgoRules.OpenMax; i++)
        {
            Assert.Equal(0, (await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&quantity=0.010")).Code);
        }

        Assert.Equal(-4045, (await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&quantity=0.010")).Code);
    }

    [Fact]
    public async Task Held_Triggers_StayTriggering_CannotBeCancelled_AndGoOnWhenTheyAreReleased()
    {
        await using var bench = await StartLongAsync();
        bench.Venue.Algos.Held.Add("BTCUSDT");
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&closePosition=true&clientAlgoId=stuck");

        bench.Mark("BTCUSDT", 29_000m);

        Assert.Equal("TRIGGERING", (await bench.Client.GetAsync(Path, "clientAlgoId=stuck")).Word("algoStatus"));
        Assert.Equal(-2011, (await bench.Client.DeleteAsync(Path, "clientAlgoId=stuck")).Code);
        Assert.Equal(0.010m, await bench.PositionAsync("BTCUSDT"));
        bench.Venue.Algos.Release("BTCUSDT");
        Assert.Equal("FINISHED", (await bench.Client.GetAsync(Path, "clientAlgoId=stuck")).Word("algoStatus"));
        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
    }

    [Fact]
    public async Task StopLimit_ThatRestsAfterItsTrigger_IsCancelledAsARegularOrder_AndFinishesEmpty()
    {
        await using var bench = await StartLongAsync();
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP&triggerPrice=29500&price=29600&timeInForce=GTC&quantity=0.010&clientAlgoId=s");
        bench.Mark("BTCUSDT", 29_500m);
        var asked = await bench.Client.GetAsync(Path, "clientAlgoId=s");
        Assert.Equal("TRIGGERED", asked.Word("algoStatus"));
        Assert.Empty((await bench.Client.GetAsync("/fapi/v1/openAlgoOrders")).Json.EnumerateArray());

        var cancelled = await bench.Client.DeleteAsync("/fapi/v1/order", "symbol=BTCUSDT&orderId=" + asked.Word("actualOrderId"));

        Assert.Equal(("CANCELED", "STOP"), (cancelled.Word("status"), cancelled.Word("origType")));
        Assert.Equal(("FINISHED", "0"), (bench.Events.Algos[^1].GetProperty("X").GetString(), bench.Events.Algos[^1].GetProperty("aq").GetString()));
    }

    [Fact]
    public async Task ClosePosition_WithReduceOnlyOrdersResting_ClosesAllTheSame()
    {
        await using var bench = await StartLongAsync();
        await bench.Client.OrderAsync("symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&price=31000&quantity=0.010&reduceOnly=true");
        await bench.Client.PostAsync(Path, Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29500&closePosition=true");

        bench.Mark("BTCUSDT", 29_400m);

        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
        Assert.Empty(await bench.OpenOrdersAsync());
    }

    private static async Task<VenueBench> StartLongAsync()
    {
        var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010");
        return bench;
    }
}
