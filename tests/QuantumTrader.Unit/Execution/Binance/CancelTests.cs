using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Binance;

public class CancelTests
{
    private const string Cancel = "DELETE /fapi/v1/order";
    private const string CancelAlgo = "DELETE /fapi/v1/algoOrder";
    private const string Find = "GET /fapi/v1/order";
    private const string FindAlgo = "GET /fapi/v1/algoOrder";
    private static readonly ClientOrderId Stop = ClientOrderId.Create("qt1-42-s3");
    private static readonly ClientOrderId Entry = ClientOrderId.Create("qt1-42-e0");

    [Fact]
    public async Task Cancel_OfAnOpenOrder_IsDoneInOneCall()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Cancel, Gateway.Order("qt1-42-e0", status: "CANCELED")).On(CancelAlgo, """{"algoId":9,"clientAlgoId":"qt1-42-s3","code":"200","msg":"success"}""");
        Assert.Equal(new CancelOutcome.Canceled(1), await CancelAsync(gateway, Entry));
        Assert.Equal(new CancelOutcome.Canceled(1), await CancelAsync(gateway, Stop));
        Assert.Equal(["qt1-42-e0", "qt1-42-s3"], gateway.Venue.Calls.Select(c => c["origClientOrderId"] ?? c["clientAlgoId"]!));
    }

    [Fact]
    public async Task Cancel_OfAFilledOrder_IsNotOpenAfterItWasAskedFor()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Cancel, WireAnswer.Refused(-2011, "Unknown order sent.")).On(Find, Gateway.Order("qt1-42-e0", status: "FILLED", executed: "0.010"));
        Assert.IsType<CancelOutcome.NotOpen>(await CancelAsync(gateway, Entry));
        Assert.Single(gateway.Venue.To(Find));
    }

    [Fact]
    public async Task Cancel_OfAnOrderThatNeitherBookKnows_IsNotOpen()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Cancel, WireAnswer.Refused(-2011)).On(Find, WireAnswer.Refused(-2013)).On(FindAlgo, WireAnswer.Refused(-2013));
        Assert.IsType<CancelOutcome.NotOpen>(await CancelAsync(gateway, Entry));
    }

    [Fact]
    public async Task Cancel_OfAnOrderThatIsListedAsOpenAndNotKnown_IsUnknown()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Cancel, WireAnswer.Refused(-2011)).On(Find, Gateway.Order("qt1-42-e0"));
        Assert.IsType<CancelOutcome.Unknown>(await CancelAsync(gateway, Entry));
        Assert.Equal(["qt1-42-e0", "7"], gateway.Venue.To(Cancel).Select(c => c["origClientOrderId"] ?? c["orderId"]!));
    }

    [Fact]
    public async Task Cancel_WhenNothingCanBeLearnt_IsUnknown()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Cancel, WireAnswer.Refused(-2011)).On(Find, WireAnswer.Refused(-1022, "Signature", 401));
        Assert.IsType<CancelOutcome.Unknown>(await CancelAsync(gateway, Entry));
    }

    [Fact]
    public async Task Cancel_OfAStopThatTriggeredAndRests_CancelsWhatItBecame()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(CancelAlgo, WireAnswer.Refused(-2011))
            .On(FindAlgo, Gateway.Algo("qt1-42-s3", status: "TRIGGERED", actual: "555"))
            .On(Find, Gateway.Order("xyz", id: 555, status: "PARTIALLY_FILLED", executed: "0.004", side: "SELL"))
            .On(Cancel, Gateway.Order("xyz", id: 555, status: "CANCELED"));
        Assert.Equal(new CancelOutcome.Canceled(1), await CancelAsync(gateway, Stop));
        Assert.Equal("555", gateway.Venue.To(Cancel).Single()["orderId"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(502)]
    public async Task Cancel_WithoutAnAnswer_IsUnknown(int status)
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Cancel, new WireAnswer(status, ""));
        Assert.IsType<CancelOutcome.Unknown>(await CancelAsync(gateway, Entry));
    }

    [Fact]
    public async Task CancelAll_TellsHowManyThereWere()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("GET /fapi/v1/openOrders", $"[{Gateway.Order("a")},{Gateway.Order("b")}]").On("DELETE /fapi/v1/allOpenOrders", """{"code":200,"msg":"ok"}""");
        Assert.Equal(new CancelOutcome.Canceled(2), await gateway.RunAsync(gateway.Exchange.CancelAllAsync(Gateway.Btc, default)));
        Assert.Equal("BTCUSDT", gateway.Venue.To("DELETE /fapi/v1/allOpenOrders").Single()["symbol"]);
    }

    [Fact]
    public async Task CancelAll_WhenTheListCannotBeRead_CancelsAllTheSame()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("GET /fapi/v1/openAlgoOrders", WireAnswer.Cut).On("DELETE /fapi/v1/algoOpenOrders", """{"code":200,"msg":"ok"}""");
        Assert.IsType<CancelOutcome.Canceled>(await gateway.RunAsync(gateway.Exchange.CancelAllConditionalAsync(Gateway.Btc, default)));
    }

    private static Task<CancelOutcome> CancelAsync(Gateway gateway, ClientOrderId id) => gateway.RunAsync(gateway.Exchange.CancelAsync(Gateway.Btc, id, default));
}
