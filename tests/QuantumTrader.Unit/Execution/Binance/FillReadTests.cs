using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance;

namespace QuantumTrader.Unit.Execution.Binance;

public class FillReadTests
{
    private const string Trades = "GET /fapi/v1/userTrades";
    private const string Order = "GET /fapi/v1/order";
    private const string Algos = "GET /fapi/v1/allAlgoOrders";
    private static readonly long Recent = Gateway.Now.ToUnixTimeMilliseconds() - 60_000;

    [Fact]
    public async Task Fills_OfOneOrder_TellItsIdAndWhatIsLeft()
    {
        using var gateway = Scripted();
        gateway.Venue.On(Trades, $"[{Trade(1, 7, "0.004")},{Trade(2, 7, "0.006")}]").On(Order, Gateway.Order("qt1-42-e0", status: "FILLED", executed: "0.010"));
        var fills = await FillsAsync(gateway, 0);
        Assert.Equal([("qt1-42-e0", 0.006m), ("qt1-42-e0", 0m)], fills.Select(f => (f.ClientOrderId, f.Remaining.Value)));
        Assert.Equal((VenueFillIds.Of(Gateway.Btc, 1, Recent), 0.02m, -1.5m), (fills[0].FillId, fills[0].Fee.Value, fills[0].RealisedPnl.Value));
        Assert.Single(gateway.Venue.To(Order));
    }

    [Fact]
    public async Task Fills_AfterOneThatIsKnown_AreOnlyTheLaterOnes()
    {
        using var gateway = Scripted();
        gateway.Venue.On(Trades, $"[{Trade(1, 7, "0.004")},{Trade(2, 7, "0.003")}]").On(Order, Gateway.Order("qt1-42-e0", status: "PARTIALLY_FILLED", executed: "0.007"));
        var fills = await FillsAsync(gateway, VenueFillIds.Of(Gateway.Btc, 1, Recent));
        Assert.Equal([0.003m], fills.Select(f => f.Remaining.Value)); // the one before it counts too
        Assert.Equal("7", gateway.Venue.To(Trades)[^1]["orderId"]);
    }

    [Fact]
    public async Task Fill_OfAStopThatTriggered_BearsOurId()
    {
        using var gateway = Scripted();
        gateway.Venue.On(Trades, $"[{Trade(1, 555, "0.010")}]").On(Order, Gateway.Order("venue-made", id: 555, status: "FILLED", executed: "0.010"))
            .On(Algos, $"[{Gateway.Algo("qt1-42-s3", status: "FINISHED", actual: "555", actualQty: "0.010")}]");
        Assert.Equal("qt1-42-s3", Assert.Single(await FillsAsync(gateway, 0)).ClientOrderId);
        Assert.Equal("qt1-42-s3", Assert.Single(await FillsAsync(gateway, 0)).ClientOrderId);
        Assert.Single(gateway.Venue.To(Algos)); // it is remembered
    }

    [Theory]
    [InlineData("autoclose-123", true)]
    [InlineData("adl_autoclose", true)]
    [InlineData("delivery_autoclose-1", true)]
    [InlineData("by-hand", false)]
    public async Task Fill_OfTheVenuesOwnOrder_IsALiquidation(string clientId, bool isLiquidation)
    {
        using var gateway = Scripted();
        gateway.Venue.On(Trades, $"[{Trade(1, 7, "0.010")}]").On(Order, Gateway.Order(clientId, status: "FILLED", executed: "0.010")).On(Algos, "[]");
        var fill = Assert.Single(await FillsAsync(gateway, 0));
        Assert.Equal((clientId, isLiquidation), (fill.ClientOrderId, fill.IsLiquidation));
    }

    [Fact]
    public async Task Fill_OfAnOrderThatTheVenueForgot_CountsForNobody()
    {
        using var gateway = Scripted();
        gateway.Venue.On(Trades, $"[{Trade(1, 7, "0.010")}]").On(Order, WireAnswer.Refused(-2013));
        Assert.Equal("", Assert.Single(await FillsAsync(gateway, 0)).ClientOrderId);
    }

    [Theory]
    [InlineData("""{"symbol":"BNBUSDT","markPrice":"600","indexPrice":"600","lastFundingRate":"0","nextFundingTime":1,"time":1}""", 12)]
    [InlineData("""{"symbol":"BNBUSDT","markPrice":"0","indexPrice":"600","lastFundingRate":"0","nextFundingTime":1,"time":1}""", 0.25)]
    [InlineData("<html>", 0.25)]
    public async Task Fee_InAnotherAsset_CountsForWhatItIsWorthAndNotAgainstThisWallet(string price, decimal worth)
    {
        using var gateway = Scripted();
        gateway.Venue.On("GET /fapi/v1/premiumIndex", price);
        gateway.Venue.On(Trades, $"[{Trade(1, 7, "0.010", asset: "BNB")}]").On(Order, Gateway.Order("qt1-42-e0", status: "FILLED", executed: "0.010"));
        var fill = Assert.Single(await FillsAsync(gateway, 0));
        Assert.Equal((worth, 0m), (fill.Fee.Value, fill.FeeFromWallet.Value));
    }

    [Fact]
    public async Task Fills_OfTheLastWeek_AreAskedForByTime()
    {
        using var gateway = Scripted();
        gateway.Venue.On(Trades, "[]");
        await FillsAsync(gateway, VenueFillIds.Of(Gateway.Btc, 1, Recent));
        await FillsAsync(gateway, 0);
        var asked = gateway.Venue.To(Trades).Select(c => long.Parse(c["startTime"]!, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(Recent, asked[0]);
        Assert.InRange(Recent - asked[1], TimeSpan.FromDays(6).TotalMilliseconds, TimeSpan.FromDays(7).TotalMilliseconds);
    }

    [Fact]
    public async Task Fills_OfSymbolsThatFeesWerePaidFor_AreAskedForToo()
    {
        using var gateway = Scripted();
        gateway.Venue.On(Trades, "[]").On("GET /fapi/v1/income", """[{"symbol":"ETHUSDT","incomeType":"COMMISSION","income":"-1","asset":"USDT","time":1790000000000,"tranId":1}]""");
        await FillsAsync(gateway, 0);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], gateway.Venue.To(Trades).Select(c => c["symbol"]).Order());
    }

    [Fact]
    public async Task Fill_OfATimeToCome_IsLeftOutAndTheTrueOnesAreFound()
    {
        using var gateway = Scripted();
        var years = TimeSpan.FromDays(1_000);
        gateway.Venue.On(Trades, $"[{Trade(1, 7, "0.004")},{Trade(2, 7, "0.006", at: Recent + (long)years.TotalMilliseconds)},{Trade(3, 7, "0.001", at: Recent + 360_000)}]")
            .On(Order, Gateway.Order("qt1-42-e0", status: "PARTIALLY_FILLED", executed: "0.004"));
        Assert.Equal([VenueFillIds.Of(Gateway.Btc, 1, Recent), VenueFillIds.Of(Gateway.Btc, 3, Recent + 360_000)], (await FillsAsync(gateway, 0)).Select(f => f.FillId)); // clocks may differ by minutes
    }

    [Fact]
    public async Task Fills_OfAFullPage_HideNoOthersThatAreLater()
    {
        using var gateway = Scripted();
        var known = VenueFillIds.Of(Gateway.Btc, 0, Recent);
        var page = string.Join(',', Enumerable.Range(0, 1_000).Select(i => Trade(i, 7, "0.001", at: Recent + i)));
        gateway.Venue.On("GET /fapi/v1/income", """[{"symbol":"ETHUSDT","incomeType":"COMMISSION","income":"-1","asset":"USDT","time":1790000000000,"tranId":1}]""")
            .On(Trades, WireAnswer.Ok($"[{page}]"), WireAnswer.Ok($"[{Trade(5, 7, "0.001", at: Recent + 5_000)}]"))
            .On(Order, Gateway.Order("qt1-42-e0", status: "FILLED", executed: "0.999"));
        var fills = await FillsAsync(gateway, known); // the page holds the known one too
        Assert.Equal(VenueFillIds.Of(Gateway.Btc, 999, Recent + 999), fills[^1].FillId);
    }

    [Theory]
    [InlineData(Trades)]
    [InlineData(Order)]
    public async Task Fills_WithoutAnAnswer_AreAFailureAndNoEmptyList(string route)
    {
        using var gateway = Scripted();
        gateway.Venue.On(Trades, $"[{Trade(1, 7, "0.010")}]").On(Order, Gateway.Order("qt1-42-e0")).On(route, new WireAnswer(500, "oops"));
        Assert.False((await gateway.RunAsync(gateway.Exchange.GetFillsAsync(0, default))).IsOk);
    }

    private static Gateway Scripted()
    {
        var gateway = new Gateway();
        gateway.Venue.On("GET /fapi/v3/positionRisk", "[]").On("GET /fapi/v1/income", "[]");
        return gateway;
    }

    private static async Task<IReadOnlyList<VenueFill>> FillsAsync(Gateway gateway, long after)
    {
        var read = await gateway.RunAsync(gateway.Exchange.GetFillsAsync(after, default));
        Assert.Null(read.Failure);
        return read.Value!;
    }

    private static string Trade(long id, long order, string quantity, string asset = "USDT", long? at = null) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"symbol":"BTCUSDT","id":{{id}},"orderId":{{order}},"side":"BUY","positionSide":"BOTH","price":"50000.0","qty":"{{quantity}}","quoteQty":"1","realizedPnl":"-1.5","commission":"0.02","commissionAsset":"{{asset}}","maker":false,"buyer":true,"time":{{at ?? Recent}}}""");
}
