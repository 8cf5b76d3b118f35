using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>Hedge mode, margin type, leverage.</summary>
public sealed class VenueModeTests
{
    private const string Btc = "symbol=BTCUSDT";

    [Fact]
    public async Task Hedge_KeepsTwoLegs_AndClosesEachByItsSide()
    {
        await using var bench = await StartHedgedAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&positionSide=LONG&type=MARKET&quantity=0.010");
        await bench.Client.OrderAsync(Btc + "&side=SELL&positionSide=SHORT&type=MARKET&quantity=0.020");

        var legs = (await bench.Client.GetAsync("/fapi/v3/positionRisk", Btc)).Json;
        var closed = await bench.Client.OrderAsync(Btc + "&side=BUY&positionSide=SHORT&type=MARKET&quantity=0.020");

        Assert.Equal(["LONG:0.01", "SHORT:-0.02"], legs.EnumerateArray().Select(l => $"{l.GetProperty("positionSide")}:{l.GetProperty("positionAmt")}").Order());
        Assert.Equal("FILLED", closed.Word("status"));
        Assert.Equal(0.010m, await bench.PositionAsync("BTCUSDT"));
    }

    [Theory]
    [InlineData("&side=BUY&type=MARKET&quantity=0.010", -4061)]
    [InlineData("&side=BUY&positionSide=BOTH&type=MARKET&quantity=0.010", -4061)]
    [InlineData("&side=SELL&positionSide=LONG&type=MARKET&quantity=0.010&reduceOnly=true", -1106)]
    [InlineData("&side=SELL&positionSide=LONG&type=MARKET&quantity=0.011", -2022)]
    [InlineData("&side=BUY&positionSide=SHORT&type=MARKET&quantity=0.010", -2022)]
    [InlineData("&side=BUY&positionSide=UP&type=MARKET&quantity=0.010", -4060)]
    public async Task Hedge_OrdersThatDoNotFit_AreRefused(string order, int code)
    {
        await using var bench = await StartHedgedAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&positionSide=LONG&type=MARKET&quantity=0.010");

        Assert.Equal(code, (await bench.Client.OrderAsync(Btc + order)).Code);
    }

    [Fact]
    public async Task Hedge_ChangedWithOrdersPositionsOrForNothing_IsRefused()
    {
        await using var bench = await VenueBench.StartAsync();
        Assert.Equal(-4059, (await bench.Client.PostAsync("/fapi/v1/positionSide/dual", "dualSidePosition=false")).Code);
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000");
        Assert.Equal(-4067, (await bench.Client.PostAsync("/fapi/v1/positionSide/dual", "dualSidePosition=true")).Code);
        bench.Mark("BTCUSDT", 28_900m);
        Assert.Equal(-4068, (await bench.Client.PostAsync("/fapi/v1/positionSide/dual", "dualSidePosition=true")).Code);

        Assert.False((await bench.Client.GetAsync("/fapi/v1/positionSide/dual")).Json.GetProperty("dualSidePosition").GetBoolean());
    }

    [Fact]
    public async Task MarginType_ChangedWithOrdersPositionsOrForNothing_IsRefused()
    {
        await using var bench = await VenueBench.StartAsync();
        Assert.Equal(-4046, (await bench.Client.PostAsync("/fapi/v1/marginType", Btc + "&marginType=CROSSED")).Code);
        Assert.Equal(200, (await bench.Client.PostAsync("/fapi/v1/marginType", Btc + "&marginType=ISOLATED")).Code);
        Assert.Equal("ISOLATED", (await bench.Client.GetAsync("/fapi/v1/symbolConfig", Btc)).Json[0].GetProperty("marginType").GetString());
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000");
        Assert.Equal(-4047, (await bench.Client.PostAsync("/fapi/v1/marginType", Btc + "&marginType=CROSSED")).Code);
        bench.Mark("BTCUSDT", 28_900m);
        Assert.Equal(-4048, (await bench.Client.PostAsync("/fapi/v1/marginType", Btc + "&marginType=CROSSED")).Code);
    }

    [Fact]
    public async Task Leverage_SaysWhatItAllows_AndRaisesAnEventWhenItChanges()
    {
        await using var bench = await VenueBench.StartAsync();

        var set = await bench.Client.PostAsync("/fapi/v1/leverage", Btc + "&leverage=100");
        await bench.Client.PostAsync("/fapi/v1/leverage", Btc + "&leverage=100");

        Assert.Equal((100, 600_000m), ((int)set.Long("leverage"), set.Number("maxNotionalValue")));
        Assert.Equal(100, bench.Events.Of("ACCOUNT_CONFIG_UPDATE").Single().GetProperty("ac").GetProperty("l").GetInt32());
        Assert.Equal(-4028, (await bench.Client.PostAsync("/fapi/v1/leverage", Btc + "&leverage=126")).Code);
        Assert.Equal(-4028, (await bench.Client.PostAsync("/fapi/v1/leverage", Btc + "&leverage=0")).Code);
    }

    [Fact]
    public async Task Leverage_ThatThePositionOutgrowsOrTheWalletCannotCarry_IsRefused()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=4");

        Assert.Equal(-2027, (await bench.Client.PostAsync("/fapi/v1/leverage", Btc + "&leverage=125")).Code);
        Assert.Equal(-2028, (await bench.Client.PostAsync("/fapi/v1/leverage", Btc + "&leverage=5")).Code);
        Assert.Equal(20, bench.Account.Settings("BTCUSDT").Leverage);
    }

    [Fact]
    public async Task Leverage_LoweredUnderAnIsolatedPosition_IsRefused()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.PostAsync("/fapi/v1/marginType", Btc + "&marginType=ISOLATED");
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.010");

        Assert.Equal(-4161, (await bench.Client.PostAsync("/fapi/v1/leverage", Btc + "&leverage=10")).Code);
    }

    private static async Task<VenueBench> StartHedgedAsync()
    {
        var bench = await VenueBench.StartAsync(time => new FakeVenueOptions { Time = time });
        Assert.Equal(200, (await bench.Client.PostAsync("/fapi/v1/positionSide/dual", "dualSidePosition=true")).Code);
        return bench;
    }
}
