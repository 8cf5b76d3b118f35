using QuantumTrader.Domain.Execution;
using static QuantumTrader.Unit.Execution.Binance.Streams.UserFrames;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

// Failure mode 6: a triggered conditional order becomes a regular one with another id and another client id, and its fill is lost.
public sealed class TriggeredStopTests
{
    private const long Became = 777;

    [Fact]
    public async Task StopFills_AfterTheLink_AreToldUnderTheStopsOwnId()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Algo("NEW"), Algo("TRIGGERING", at: At + 1), Algo("TRIGGERED", order: Became, at: At + 2), Fill_(), Algo("FINISHED", order: Became, filled: 2m, at: At + 4));

        var fill = Assert.Single(test.Listener.Fills);
        Assert.Equal(("qt1-1-s2", Became, OrderType.StopMarket), (fill.ClientOrderId, fill.VenueOrderId, test.Listener.Orders[^1].Type));
        Assert.Equal(VenueOrderStatus.Filled, test.Listener.Orders[^1].Status);
        Assert.Single(test.Listener.Orders, o => !o.IsOpen);
    }

    /// <summary>By the link alone: nothing more comes that would free what waits, and REST says nothing.</summary>
    [Fact]
    public async Task StopFills_AfterTheLinkAlone_AreToldAtOnce()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        test.Reader.Failure = "cut";

        await test.PushAsync(Algo("NEW"), Algo("TRIGGERED", order: Became, at: At + 1), Part(trade: 98, filled: 1m));
        Assert.Equal(("qt1-1-s2", 1m), (Assert.Single(test.Listener.Fills).ClientOrderId, test.Listener.Fills[0].Remaining.Value));
        await test.PushAsync(Part(trade: 99, filled: 2m));

        Assert.Equal(["qt1-1-s2", "qt1-1-s2"], test.Listener.Fills.Select(f => f.ClientOrderId));
        Assert.Equal(("qt1-1-s2", VenueOrderStatus.Filled), (test.Listener.Orders[^1].ClientOrderId, test.Listener.Orders[^1].Status));
    }

    /// <summary>It can trigger no more, so nothing would wait for its link.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StopFills_AfterTheStopsEnd_AreToldUnderItsOwnIdToo(bool wasOpenBefore)
    {
        await using var test = new UserStreamUnderTest();
        if (wasOpenBefore)
        {
            test.Reader.Conditionals.Add(OpenStop());
        }

        await test.StartAsync();
        test.Reader.Failure = "cut";

        await test.PushAsync([.. wasOpenBefore ? Array.Empty<string>() : [Algo("NEW")], Algo("FINISHED", order: Became, filled: 2m, at: At + 2), Fill_()]);

        Assert.Equal(("qt1-1-s2", Became), (Assert.Single(test.Listener.Fills).ClientOrderId, test.Listener.Fills[0].VenueOrderId));
    }

    [Fact]
    public async Task OrderOfAnotherSymbol_WithTheNumberThatAStopBecame_IsNotTheStops()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Algo("NEW"), Algo("TRIGGERED", order: Became, at: At + 1), Fill(client: "by-hand", order: Became, symbol: "ETHUSDT", side: "SELL", at: At + 3));

        Assert.Equal("by-hand", Assert.Single(test.Listener.Fills).ClientOrderId);
    }

    [Fact]
    public async Task StopFills_BeforeTheLink_WaitForIt()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Algo("NEW"), Order(client: "x7YzAbc", order: Became, quantity: 2m, side: "SELL", type: "MARKET", at: At + 1), Fill_());
        Assert.Empty(test.Listener.Fills);
        await test.PushAsync(Algo("TRIGGERED", order: Became, at: At + 4));

        Assert.Equal("qt1-1-s2", Assert.Single(test.Listener.Fills).ClientOrderId);
    }

    [Fact]
    public async Task StopFills_WhoseLinkNeverComes_ArePassedOnAllTheSame()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Algo("NEW"), Fill_());

        await test.UntilAsync(() => test.Listener.Fills.Count > 0, "the fill");
        Assert.Equal("x7YzAbc", test.Listener.Fills[0].ClientOrderId);
    }

    [Fact]
    public async Task StopThatWasOpenBeforeTheConnection_IsLinkedToo()
    {
        await using var test = new UserStreamUnderTest();
        test.Reader.Conditionals.Add(OpenStop());
        await test.StartAsync();

        await test.PushAsync(Fill_(), Algo("TRIGGERED", order: Became));

        Assert.Equal("qt1-1-s2", Assert.Single(test.Listener.Fills).ClientOrderId);
    }

    [Fact]
    public async Task OrderPlacedByHand_OnASymbolWithoutAStop_DoesNotWait()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Algo("NEW", symbol: "ETHUSDT"), Fill_());

        Assert.Equal("x7YzAbc", Assert.Single(test.Listener.Fills).ClientOrderId);
    }

    [Fact]
    public async Task StopRejectedByTheEngine_IsToldAsRejected()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Algo("NEW"), Algo("TRIGGERING", at: At + 1), Algo("REJECTED", at: At + 2));

        Assert.Equal([VenueOrderStatus.New, VenueOrderStatus.New, VenueOrderStatus.Rejected], test.Listener.Orders.Select(o => o.Status));
    }

    [Theory]
    [InlineData(0, VenueOrderStatus.Canceled)]
    [InlineData(1, VenueOrderStatus.Canceled)]
    [InlineData(2, VenueOrderStatus.Filled)]
    public async Task Finished_IsFilledOnlyWhenAllOfItWas(int filled, VenueOrderStatus expected)
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Algo("NEW"), Algo("FINISHED", order: Became, filled: filled, at: At + 2));

        Assert.Equal(expected, test.Listener.Orders[^1].Status);
    }

    [Fact]
    public async Task FinishedWithFillsThatNeverCame_IsAGap_AndRestBringsThem()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        await test.PushAsync(Algo("NEW"), Algo("TRIGGERED", order: Became, at: At + 1), Algo("FINISHED", order: Became, filled: 2m, at: At + 2));
        test.Reader.Fills.Add(RestFill());

        await test.UntilAsync(() => test.Listener.Told.Count == 3, "trust again");

        Assert.Equal("gap: fills of BTCUSDT qt1-1-s2 were not told", test.Listener.Told[1]);
        Assert.Single(test.Listener.Fills);
    }

    // Failure mode 7: stuck in TRIGGERING, never placed.
    [Fact]
    public async Task StopStuckInTriggering_IsToldOnce_AndTheAccountIsRead()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        await test.PushAsync(Algo("NEW"), Algo("TRIGGERING", at: At + 1));

        await test.UntilAsync(() => test.Listener.Told.Count >= 4, "stuck, gap and trust");
        await test.Clock.ByAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));

        Assert.Equal(["trusted", "stuck BTCUSDT qt1-1-s2", "gap: BTCUSDT qt1-1-s2 triggered without becoming an order", "trusted"], test.Listener.Told);
    }

    private static string Fill_() => Fill(client: "x7YzAbc", order: Became, last: 2m, filled: 2m, trade: 99, at: At + 3, side: "SELL", type: "MARKET");

    private static string Part(long trade, decimal filled) => Fill(client: "x7YzAbc", order: Became, last: 1m, filled: filled, trade: trade, at: At + 3, side: "SELL", type: "MARKET");

    private static VenueFill RestFill() => new()
    {
        FillId = Infrastructure.Execution.Binance.VenueFillIds.Of(Domain.Units.Symbol.Create("BTCUSDT"), 99, At + 3),
        VenueOrderId = Became,
        ClientOrderId = "qt1-1-s2",
        Symbol = Domain.Units.Symbol.Create("BTCUSDT"),
        Side = Domain.Units.OrderSide.Sell,
        Price = new(95m),
        Quantity = new(2m),
        Fee = new(0.1m),
        RealisedPnl = new(-10m),
        Remaining = new(0m),
        AtUtc = DateTimeOffset.FromUnixTimeMilliseconds(At + 3),
    };

    private static VenueOrder OpenStop() => new()
    {
        VenueOrderId = 9_001,
        ClientOrderId = "qt1-1-s2",
        Symbol = Domain.Units.Symbol.Create("BTCUSDT"),
        Side = Domain.Units.OrderSide.Sell,
        Type = OrderType.StopMarket,
        Status = VenueOrderStatus.New,
        Quantity = new(2m),
        FilledQuantity = new(0m),
        TriggerPrice = new(95m),
        UpdatedAtUtc = DateTimeOffset.FromUnixTimeMilliseconds(At - 1_000),
    };
}
