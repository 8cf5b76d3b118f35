using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>What ends or changes an order after it was placed.</summary>
public sealed class VenueCancelTests
{
    private const string Btc = "symbol=BTCUSDT";

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
}
