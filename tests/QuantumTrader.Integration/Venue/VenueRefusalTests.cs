namespace QuantumTrader.Integration.Venue;

/// <summary>Every refusal of a new order by its code.</summary>
public sealed class VenueRefusalTests
{
    private const string Limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC";
    private const string Market = "symbol=BTCUSDT&side=BUY&type=MARKET";

    [Theory]
    [InlineData(Limit + "&quantity=0.010&price=29000.05", -4014)]
    [InlineData(Limit + "&quantity=0.010&price=29000.123", -1111)]
    [InlineData(Limit + "&quantity=0.010&price=0", -4001)]
    [InlineData(Limit + "&quantity=0.010&price=0.01", -4013)]
    [InlineData(Limit + "&quantity=0.010&price=40000000", -4002)]
    [InlineData(Limit + "&quantity=0.010&price=31501", -4016)]
    [InlineData("symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.010&price=28499", -4024)]
    [InlineData(Limit + "&quantity=0&price=29000", -4003)]
    [InlineData(Limit + "&quantity=0.0105&price=29000", -1111)]
    [InlineData(Limit + "&quantity=1201&price=29000", -4005)]
    [InlineData(Market + "&quantity=121", -4005)]
    [InlineData(Limit + "&quantity=0.003&price=29000", -4164)]
    [InlineData(Market + "&quantity=0.003", -4164)]
    [InlineData("symbol=ADAUSDT&side=BUY&type=MARKET&quantity=10.5", -1111)]
    [InlineData(Market + "&quantity=10", -2019)]
    [InlineData(Limit + "&quantity=500&price=29000", -2027)]
    [InlineData(Market, -1102)]
    [InlineData(Limit + "&quantity=0.010", -1102)]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=0.010&price=29000", -1102)]
    [InlineData("side=BUY&type=MARKET&quantity=0.010", -1102)]
    [InlineData("symbol=BTCUSDT&type=MARKET&quantity=0.010", -1102)]
    [InlineData("symbol=BTCUSDT&side=BUY&quantity=0.010", -1102)]
    [InlineData(Market + "&quantity=-0.025", -1100)]
    [InlineData(Market + "&quantity=1e-2", -1100)]
    [InlineData(Market + "&quantity=0,010", -1100)]
    [InlineData(Market + "&quantity=0.010&price=30000", -1106)]
    [InlineData(Market + "&quantity=0.010&timeInForce=GTC", -1106)]
    [InlineData(Market + "&quantity=0.010&stopPrice=29000", -1106)]
    [InlineData("symbol=NOPEUSDT&side=BUY&type=MARKET&quantity=0.010", -1121)]
    [InlineData("symbol=BTCUSDT&side=HOLD&type=MARKET&quantity=0.010", -1117)]
    [InlineData("symbol=BTCUSDT&side=BUY&type=ICEBERG&quantity=0.010", -1116)]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=DAY&quantity=0.010&price=29000", -1115)]
    [InlineData(Market + "&quantity=0.010&newClientOrderId=with%20space", -1100)]
    [InlineData(Market + "&quantity=0.010&newClientOrderId=1234567890123456789012345678901234567", -4015)]
    [InlineData(Market + "&quantity=0.010&positionSide=LONG", -4061)]
    [InlineData(Market + "&quantity=0.010&reduceOnly=true", -2022)]
    [InlineData(Market + "&closePosition=true", -4136)]
    [InlineData("symbol=BTCUSDT&side=SELL&type=STOP_MARKET&stopPrice=29000&quantity=0.010", -4120)]
    [InlineData("symbol=BTCUSDT&side=SELL&type=STOP&price=28900&stopPrice=29000&timeInForce=GTC&quantity=0.010", -4120)]
    [InlineData("symbol=BTCUSDT&side=SELL&type=TAKE_PROFIT&price=31000&stopPrice=31000&quantity=0.010", -4120)]
    [InlineData("symbol=BTCUSDT&side=SELL&type=TAKE_PROFIT_MARKET&stopPrice=31000&closePosition=true", -4120)]
    [InlineData("symbol=BTCUSDT&side=SELL&type=TRAILING_STOP_MARKET&callbackRate=1&quantity=0.010", -4120)]
    public async Task NewOrder_AgainstARule_IsRefusedWithTheVenuesCode(string order, int code)
    {
        await using var bench = await VenueBench.StartAsync();

        var reply = await bench.Client.OrderAsync(order);

        Assert.Equal((400, code), (reply.Status, reply.Code));
        Assert.Empty(bench.Account.Orders.All);
        Assert.Equal(10_000m, bench.Account.Wallet);
    }

    [Theory]
    [InlineData(Limit + "&quantity=0.010&price=31500", 0)]
    [InlineData(Limit + "&quantity=0.004&price=29000", 0)]
    [InlineData(Limit + "&quantity=0.010&price=29000&newClientOrderId=123456789012345678901234567890123456", 0)]
    [InlineData(Limit + "&quantity=0.010&price=29000&newClientOrderId=.A:/a-_9", 0)]
    public async Task NewOrder_JustInsideARule_IsTaken(string order, int code)
    {
        await using var bench = await VenueBench.StartAsync();

        Assert.Equal(code, (await bench.Client.OrderAsync(order)).Code);
    }

    [Fact]
    public async Task OpenOrders_AtTheLimitOfTheSymbol_OneMoreIsRefused()
    {
        await using var bench = await VenueBench.StartAsync(time => new()
        {
            Time = time,
            Symbols = [FakeVenue.InstrumentDefaults.All[0] with { OrdersMax = 2 }],
        });
        await bench.Client.OrderAsync(Limit + "&quantity=0.010&price=29000");
        await bench.Client.OrderAsync(Limit + "&quantity=0.010&price=29000");

        Assert.Equal(-2025, (await bench.Client.OrderAsync(Limit + "&quantity=0.010&price=29000")).Code);
    }

    [Fact]
    public async Task ReduceOnly_BelowTheLeastNotional_IsTaken()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Market + "&quantity=0.010");

        var reply = await bench.Client.OrderAsync("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.001&reduceOnly=true");

        Assert.Equal("FILLED", reply.Word("status"));
    }

    [Fact]
    public async Task ReduceOnly_LargerThanThePosition_ClosesItAndNeverTurnsIt()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Market + "&quantity=0.010");

        var reply = await bench.Client.OrderAsync("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.500&reduceOnly=true");

        Assert.Equal(("EXPIRED", 0.010m), (reply.Word("status"), reply.Number("executedQty")));
        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
    }

    [Fact]
    public async Task ReduceOnly_OnTheWrongSideOrWithThePositionCoveredByOpenOnes_IsRejected()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Market + "&quantity=0.010");

        Assert.Equal(-2022, (await bench.Client.OrderAsync(Market + "&quantity=0.010&reduceOnly=true")).Code);
        Assert.Equal(0, (await bench.Client.OrderAsync("symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&price=31000&quantity=0.010&reduceOnly=true")).Code);
        Assert.Equal(-2022, (await bench.Client.OrderAsync("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.010&reduceOnly=true")).Code);
        await bench.Client.DeleteAsync("/fapi/v1/allOpenOrders", "symbol=BTCUSDT");
        Assert.Equal(0, (await bench.Client.OrderAsync("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.010&reduceOnly=true")).Code);
    }

    [Fact]
    public async Task ReduceOnly_BesideAnOrderThatWouldNeedMarginInstead_IsRejectedUntilThatIsGone()
    {
        const string Close = "symbol=BTCUSDT&side=SELL&type=MARKET&reduceOnly=true&quantity=";
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Market + "&quantity=4");
        Assert.Equal(0, (await bench.Client.OrderAsync("symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&price=31000&quantity=10")).Code);

        // 30,000 less against 310,000 that rest make 1,500 more margin at 20; less than 500 is free.
        Assert.Equal(-4118, (await bench.Client.OrderAsync(Close + "1")).Code);
        Assert.Equal(0, (await bench.Client.OrderAsync(Close + "0.1")).Code);
        await bench.Client.DeleteAsync("/fapi/v1/allOpenOrders", "symbol=BTCUSDT");
        Assert.Equal(0, (await bench.Client.OrderAsync(Close + "1")).Code);
        Assert.Equal(2.9m, await bench.PositionAsync("BTCUSDT"));
    }

    [Fact]
    public async Task ReduceOnly_RestingWhenThePositionGoes_Expires()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Market + "&quantity=0.010");
        await bench.Client.OrderAsync("symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&price=31000&quantity=0.005&reduceOnly=true");

        await bench.Client.OrderAsync("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.010");

        Assert.Empty(await bench.OpenOrdersAsync());
        Assert.Equal("EXPIRED", bench.Events.Orders[^1].GetProperty("X").GetString());
    }

    [Fact]
    public async Task Path_NobodyServes_IsAPageNotJson()
    {
        await using var bench = await VenueBench.StartAsync();

        var reply = await bench.Client.GetAsync("/fapi/v1/nothingHere");

        Assert.Equal(404, reply.Status);
        Assert.StartsWith("<html>", reply.Text, StringComparison.Ordinal);
    }
}
