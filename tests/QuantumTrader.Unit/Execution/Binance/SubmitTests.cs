using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Binance;

public class SubmitTests
{
    private const string Order = "POST /fapi/v1/order";
    private const string Algo = "POST /fapi/v1/algoOrder";
    private const string Find = "GET /fapi/v1/order";
    private const string FindAlgo = "GET /fapi/v1/algoOrder";

    [Fact]
    public async Task Entry_Market_GoesToTheRegularBook()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Order, Gateway.Order("qt1-42-e0", id: 77));
        Assert.Equal(new SubmitOutcome.Accepted(77), await gateway.SubmitAsync(Gateway.Entry()));
        var sent = Assert.Single(gateway.Venue.Calls);
        Assert.Equal(("BUY", "BOTH", "MARKET", "0.01", "qt1-42-e0", "RESULT"), (sent["side"], sent["positionSide"], sent["type"], sent["quantity"], sent["newClientOrderId"], sent["newOrderRespType"]));
        Assert.Equal((null, null, null), (sent["reduceOnly"], sent["price"], sent["timeInForce"]));
    }

    [Fact]
    public async Task Stop_GoesToTheConditionalBookByTheMark()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Algo, Gateway.Algo("qt1-42-s3", id: 99));
        Assert.Equal(new SubmitOutcome.Accepted(99), await gateway.SubmitAsync(Gateway.Close(OrderType.StopMarket)));
        var sent = Assert.Single(gateway.Venue.Calls);
        Assert.Equal(("CONDITIONAL", "STOP_MARKET", "49000.5", "MARK_PRICE", "true", "qt1-42-s3"), (sent["algoType"], sent["type"], sent["triggerPrice"], sent["workingType"], sent["reduceOnly"], sent["clientAlgoId"]));
        Assert.Null(sent["stopPrice"]);
    }

    [Fact]
    public async Task Close_InHedgeMode_NamesTheLegAndNotReduceOnly()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Order, Gateway.Order("x"));
        await gateway.SubmitAsync(Gateway.Close() with { PositionSide = PositionSide.Long });
        var sent = Assert.Single(gateway.Venue.Calls);
        Assert.Equal(("LONG", null), (sent["positionSide"], sent["reduceOnly"]));
    }

    [Theory]
    [InlineData(400, -2019)]
    [InlineData(400, -1008)]
    [InlineData(503, -1008)]
    [InlineData(400, -1112)]
    [InlineData(400, -4131)]
    [InlineData(429, -1003)]
    public async Task Entry_CertainlyRefused_IsRejectedAndNeverSentAgain(int status, int code)
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Order, WireAnswer.Refused(code, "no", status));
        Assert.Equal(code, Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry())).VenueCode);
        Assert.Single(gateway.Venue.To(Order));
    }

    [Theory]
    [InlineData(503, -1008, "throttled")]
    [InlineData(503, 0, "Service Unavailable.")]
    [InlineData(503, -1001, "Internal error; unable to process your request. Please try again.")]
    [InlineData(400, -1112, "No orders on book for symbol.")]
    public async Task Close_CertainlyRefusedForNow_IsSentAgainWithTheSameId(int status, int code, string text)
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Order, WireAnswer.Refused(code, text, status), WireAnswer.Refused(code, text, status), WireAnswer.Ok(Gateway.Order("qt1-42-x3", id: 5)));
        Assert.Equal(new SubmitOutcome.Accepted(5), await gateway.SubmitAsync(Gateway.Close()));
        Assert.Equal(["qt1-42-x3"], gateway.Venue.To(Order).Select(c => c["newClientOrderId"]!).Distinct());
        Assert.Equal(3, gateway.Venue.To(Order).Length);
    }

    [Fact]
    public async Task Close_WhoseFateIsUnknown_IsNotSentAgainHere()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Order, WireAnswer.Refused(-1007, "Timeout waiting for response from backend server.", 408));
        Assert.IsType<SubmitOutcome.Unknown>(await gateway.SubmitAsync(Gateway.Close()));
        Assert.Single(gateway.Venue.To(Order));
    }

    [Fact]
    public async Task Close_RefusedForever_GivesUpInTime()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Order, WireAnswer.Refused(-1008, "throttled", 503));
        Assert.Equal(-1008, Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Close())).VenueCode);
        Assert.InRange(gateway.Venue.To(Order).Length, 2, 4);
    }

    [Fact]
    public async Task Duplicate_OfTheSameOrder_IsTheFirstAttempt()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Order, WireAnswer.Refused(-4116)).On(Find, Gateway.Order("qt1-42-e0", id: 31));
        Assert.Equal(new SubmitOutcome.Accepted(31), await gateway.SubmitAsync(Gateway.Entry()));
        Assert.Equal("qt1-42-e0", gateway.Venue.To(Find).Single()["origClientOrderId"]);
    }

    [Fact]
    public async Task Duplicate_OfAnotherOrder_IsRejected()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Order, WireAnswer.Refused(-4116)).On(Find, Gateway.Order("qt1-42-e0", side: "SELL"));
        Assert.Equal(-4116, Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry())).VenueCode);
    }

    [Fact]
    public async Task Duplicate_ThatTheVenueDoesNotShow_IsUnknown()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Order, WireAnswer.Refused(-4116)).On(Find, WireAnswer.Refused(-2013)).On(FindAlgo, WireAnswer.Refused(-2013));
        Assert.IsType<SubmitOutcome.Unknown>(await gateway.SubmitAsync(Gateway.Entry()));
    }

    [Fact]
    public async Task Close_OnAThinBook_GoesAsALimitAtTheEdgeOfTheBand()
    {
        using var gateway = new Gateway();
        await Instruments.LoadAsync(gateway);
        gateway.Venue
            .On(Order, WireAnswer.Refused(-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit."), WireAnswer.Ok(Gateway.Order("qt1-42-x3", id: 8)))
            .On("GET /fapi/v1/premiumIndex", """{"symbol":"BTCUSDT","markPrice":"50000.07"}""");
        Assert.Equal(new SubmitOutcome.Accepted(8), await gateway.SubmitAsync(Gateway.Close()));
        var sent = gateway.Venue.To(Order)[^1];
        Assert.Equal(("LIMIT", "IOC", "47500.1", "true", "qt1-42-x3"), (sent["type"], sent["timeInForce"], sent["price"], sent["reduceOnly"], sent["newClientOrderId"]));
    }

    [Fact]
    public async Task Refusal_ByARule_ReadsTheRulesAnew()
    {
        using var gateway = new Gateway();
        await Instruments.LoadAsync(gateway);
        gateway.Venue.On(Order, WireAnswer.Refused(-4014, "Price not increased by tick size."));
        Assert.Equal(-4014, Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry())).VenueCode);
        await Instruments.LoadAsync(gateway);
        Assert.Equal(2, gateway.Venue.To("GET /fapi/v1/exchangeInfo").Length);
    }

    [Fact]
    public async Task Order_WithoutWhatItsKindNeeds_IsNotSent()
    {
        using var gateway = new Gateway();
        Assert.Equal(-1102, Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Entry(OrderType.Limit) with { LimitPrice = null })).VenueCode);
        Assert.Equal(-1102, Assert.IsType<SubmitOutcome.Rejected>(await gateway.SubmitAsync(Gateway.Close(OrderType.StopMarket) with { TriggerPrice = null })).VenueCode);
        Assert.Empty(gateway.Venue.Calls);
    }

    [Theory]
    [InlineData("""{"leverage":10,"maxNotionalValue":"1","symbol":"BTCUSDT"}""", true)]
    [InlineData("""{"leverage":20,"maxNotionalValue":"1","symbol":"BTCUSDT"}""", false)]
    [InlineData("""{"leverage":10,"maxNotionalValue":"1","symbol":"ETHUSDT"}""", false)]
    public async Task Leverage_IsAcceptedOnlyAsItWasAskedFor(string body, bool isAccepted)
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/leverage", body).On("GET /fapi/v1/symbolConfig", """[{"symbol":"BTCUSDT","marginType":"CROSSED","leverage":10}]""");
        Assert.Equal(isAccepted, await gateway.RunAsync(gateway.Exchange.SetLeverageAsync(Gateway.Btc, new(10m), default)) is SubmitOutcome.Accepted);
    }

    [Theory]
    [InlineData("""[{"symbol":"BTCUSDT","marginType":"CROSSED","leverage":20}]""")]
    [InlineData("""[{"symbol":"ETHUSDT","marginType":"CROSSED","leverage":10}]""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public async Task Leverage_ConfirmedAndNotShownAfterwards_IsNotKnown(string settings)
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/leverage", """{"leverage":10,"maxNotionalValue":"1","symbol":"BTCUSDT"}""").On("GET /fapi/v1/symbolConfig", settings);
        Assert.IsType<SubmitOutcome.Unknown>(await gateway.RunAsync(gateway.Exchange.SetLeverageAsync(Gateway.Btc, new(10m), default)));
    }

    [Fact]
    public async Task Leverage_ThatIsNoWholeNumber_IsNotSent()
    {
        using var gateway = new Gateway();
        Assert.Equal(-4028, Assert.IsType<SubmitOutcome.Rejected>(await gateway.RunAsync(gateway.Exchange.SetLeverageAsync(Gateway.Btc, new(2.5m), default))).VenueCode);
        Assert.Empty(gateway.Venue.Calls);
    }
}
