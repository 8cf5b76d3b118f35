using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Binance;

public class FindTests
{
    private const string Find = "GET /fapi/v1/order";
    private const string FindAlgo = "GET /fapi/v1/algoOrder";
    private static readonly ClientOrderId Stop = ClientOrderId.Create("qt1-42-s3");

    [Fact]
    public async Task Order_InTheRegularBook_IsFoundInOneCall()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Find, Gateway.Order("qt1-42-e0", status: "PARTIALLY_FILLED", executed: "0.004"));
        var order = await FoundAsync(gateway, ClientOrderId.Create("qt1-42-e0"));
        Assert.Equal((7L, VenueOrderStatus.PartiallyFilled, 0.004m), (order.VenueOrderId, order.Status, order.FilledQuantity.Value));
        Assert.Single(gateway.Venue.Calls);
    }

    [Theory]
    [InlineData("NEW", VenueOrderStatus.New)]
    [InlineData("TRIGGERING", VenueOrderStatus.New)]
    [InlineData("CANCELED", VenueOrderStatus.Canceled)]
    [InlineData("REJECTED", VenueOrderStatus.Rejected)]
    [InlineData("EXPIRED", VenueOrderStatus.Expired)]
    [InlineData("SOMETHING_NEW", VenueOrderStatus.New)]
    public async Task Stop_ThatHasNotTriggered_HasItsOwnState(string status, VenueOrderStatus expected)
    {
        using var gateway = new Gateway();
        gateway.Venue.On(FindAlgo, Gateway.Algo("qt1-42-s3", status: status));
        var order = await FoundAsync(gateway, Stop);
        Assert.Equal((9L, "qt1-42-s3", OrderType.StopMarket, expected), (order.VenueOrderId, order.ClientOrderId, order.Type, order.Status));
    }

    [Theory]
    [InlineData("NEW", "0", VenueOrderStatus.New)]
    [InlineData("PARTIALLY_FILLED", "0.004", VenueOrderStatus.PartiallyFilled)]
    [InlineData("FILLED", "0.010", VenueOrderStatus.Filled)]
    [InlineData("EXPIRED", "0.004", VenueOrderStatus.Expired)]
    public async Task Stop_ThatTriggered_HasTheStateOfWhatItBecame(string status, string executed, VenueOrderStatus expected)
    {
        using var gateway = new Gateway();
        gateway.Venue.On(FindAlgo, Gateway.Algo("qt1-42-s3", status: "FINISHED", actual: "555")).On(Find, Gateway.Order("xyz", 555, status, executed, "SELL"));
        var order = await FoundAsync(gateway, Stop);
        Assert.Equal((9L, "qt1-42-s3", expected), (order.VenueOrderId, order.ClientOrderId, order.Status));
        Assert.True(gateway.Links.TryFind(555, out var link) && link.ClientAlgoId == "qt1-42-s3");
    }

    [Theory]
    [InlineData("0.010", VenueOrderStatus.Filled)]
    [InlineData("0.004", VenueOrderStatus.Canceled)]
    [InlineData("0", VenueOrderStatus.Canceled)]
    public async Task Stop_WhoseLaterSelfIsForgotten_IsToldByItsQuantity(string actualQty, VenueOrderStatus expected)
    {
        using var gateway = new Gateway();
        gateway.Venue.On(FindAlgo, Gateway.Algo("qt1-42-s3", status: "FINISHED", actual: "555", actualQty: actualQty)).On(Find, WireAnswer.Refused(-2013));
        Assert.Equal(expected, (await FoundAsync(gateway, Stop)).Status);
    }

    [Fact]
    public async Task Order_ThatOnlyTheOtherBookKnows_IsFoundThere()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(FindAlgo, WireAnswer.Refused(-2013)).On(Find, Gateway.Order("qt1-42-s3"));
        Assert.Equal(7L, (await FoundAsync(gateway, Stop)).VenueOrderId);
    }

    [Fact]
    public async Task Order_ThatNobodyKnows_IsNotFound()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(FindAlgo, WireAnswer.Refused(-2013)).On(Find, WireAnswer.Refused(-2013));
        Assert.IsType<OrderLookup.NotFound>((await gateway.RunAsync(gateway.Exchange.FindOrderAsync(Gateway.Btc, Stop, default))).Value);
    }

    [Fact]
    public async Task Order_WhenOneBookDoesNotAnswer_IsAFailureAndNotAbsent()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(FindAlgo, WireAnswer.Refused(-2013)).On(Find, new WireAnswer(500, "oops"));
        Assert.False((await gateway.RunAsync(gateway.Exchange.FindOrderAsync(Gateway.Btc, Stop, default))).IsOk);
    }

    [Fact]
    public async Task Lists_OfBothBooks_AreApart()
    {
        using var gateway = new Gateway();
        gateway.Links.Note(7, new(9, "qt1-42-s3", "STOP_MARKET", 49_000m));
        gateway.Venue.On("GET /fapi/v1/openOrders", $"[{Gateway.Order("xyz", side: "SELL")},{Gateway.Order("by-hand", id: 8, type: "LIMIT")}]").On("GET /fapi/v1/openAlgoOrders", $"[{Gateway.Algo("qt1-42-s4")}]");
        var regular = (await gateway.RunAsync(gateway.Exchange.GetOpenOrdersAsync(default))).Value!;
        var conditional = (await gateway.RunAsync(gateway.Exchange.GetOpenConditionalOrdersAsync(default))).Value!;
        Assert.Equal([("qt1-42-s3", OrderType.StopMarket), ("by-hand", OrderType.Limit)], regular.Select(o => (o.ClientOrderId, o.Type)));
        Assert.Equal([("qt1-42-s4", 49_000.5m)], conditional.Select(o => (o.ClientOrderId, o.TriggerPrice!.Value.Value)));
    }

    [Fact]
    public async Task List_WithAnOrderThatCannotBeNamed_IsAFailure()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("GET /fapi/v1/openOrders", $"[{Gateway.Order("a").Replace("BTCUSDT", "币安人生USDT", StringComparison.Ordinal)}]");
        Assert.False((await gateway.RunAsync(gateway.Exchange.GetOpenOrdersAsync(default))).IsOk);
    }

    private static async Task<VenueOrder> FoundAsync(Gateway gateway, ClientOrderId id)
    {
        var read = await gateway.RunAsync(gateway.Exchange.FindOrderAsync(Gateway.Btc, id, default));
        return Assert.IsType<OrderLookup.Found>(read.Value).Order;
    }
}
