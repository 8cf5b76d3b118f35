using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using static QuantumTrader.Unit.Execution.Binance.Streams.UserFrames;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

public sealed class UserStreamTests
{
    [Fact]
    public async Task Stream_Started_IsTrustedOnlyAfterTheAccountWasRead()
    {
        await using var test = new UserStreamUnderTest();
        test.Reader.Failure = "away";
        test.Stream.Start(CancellationToken.None);
        await test.UntilAsync(() => test.Stream.Health.ResyncFailure == "away", "a failed reading");
        Assert.False(test.Stream.Trust.IsTrusted);

        test.Reader.Failure = null;

        await test.UntilAsync(() => test.Stream.Trust.IsTrusted, "trust");
        Assert.Equal(["trusted"], test.Listener.Told);
        Assert.Equal("ws://venue.test/private/ws?listenKey=key1", test.Venue.Last.Address!.AbsoluteUri);
    }

    [Fact]
    public async Task Fill_OfOurOrder_IsToldWithItsNumbersOnTheEnginesScheduler()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Order(), Fill(last: 0.5m, filled: 0.5m, trade: 41, price: 100.5m, pnl: "-0.25"));

        var fill = Assert.Single(test.Listener.Fills);
        Assert.Equal(VenueFillIds.Of(Symbol.Create("BTCUSDT"), 41, At), fill.FillId);
        Assert.Equal(
            (500L, "qt1-1-e1", OrderSide.Buy, 100.5m, 0.5m, 0.04m, -0.25m, 1.5m, false),
            (fill.VenueOrderId, fill.ClientOrderId, fill.Side, fill.Price.Value, fill.Quantity.Value, fill.Fee.Value, fill.RealisedPnl.Value, fill.Remaining.Value, fill.IsLiquidation));
        Assert.Equal([VenueOrderStatus.New, VenueOrderStatus.PartiallyFilled], test.Listener.Orders.Select(o => o.Status));
        Assert.Equal([test.Engine], test.Listener.Contexts);
    }

    // Failure mode 18: fills and states come again after a cancel, or from a second connection.
    [Fact]
    public async Task DuplicatesAndStaleNews_ChangeNothing()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        var (first, second, cancel) = (Fill(trade: 1, at: At + 10), Fill(trade: 2, last: 0.5m, filled: 1.5m, at: At + 20), Order(x: "CANCELED", status: "CANCELED", filled: 1.5m, at: At + 30));

        await test.PushAsync(Order(), first, second, first, second, cancel, first, Order(), second, cancel);

        Assert.Equal([1m, 0.5m], test.Listener.Fills.Select(f => f.Quantity.Value));
        Assert.Equal(
            [VenueOrderStatus.New, VenueOrderStatus.PartiallyFilled, VenueOrderStatus.PartiallyFilled, VenueOrderStatus.Canceled],
            test.Listener.Orders.Select(o => o.Status));
        Assert.Equal(10, test.Stream.Health.Duplicates);
    }

    [Fact]
    public async Task LateFill_AfterTheCancel_StillCounts_AndTheStatusStays()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Order(), Order(x: "CANCELED", status: "CANCELED", filled: 1m, at: At + 30), Fill(trade: 1, at: At + 10));

        Assert.Single(test.Listener.Fills);
        Assert.Equal([VenueOrderStatus.New, VenueOrderStatus.Canceled], test.Listener.Orders.Select(o => o.Status));
    }

    [Fact]
    public async Task OneTradeNumber_OfTwoSymbols_IsTwoFills()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Fill(trade: 1), Fill(trade: 1, symbol: "ETHUSDT", client: "qt1-2-e1"));

        Assert.Equal(["BTCUSDT", "ETHUSDT"], test.Listener.Fills.Select(f => f.Symbol.Value));
    }

    // Failure mode 20: the venue takes a position away.
    [Theory]
    [InlineData("autoclose-1700000000", "TRADE", true)]
    [InlineData("adl_autoclose", "TRADE", true)]
    [InlineData("settlement_autoclose-1", "TRADE", true)]
    [InlineData("delivery_autoclose-1", "TRADE", true)]
    [InlineData("web_abc", "CALCULATED", true)]
    [InlineData("web_abc", "TRADE", false)]
    public async Task Liquidation_AdlAndSettlement_AreRecognised(string client, string execution, bool isLiquidation)
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Fill(client: client, x: execution, side: "SELL"));

        Assert.Equal(isLiquidation, Assert.Single(test.Listener.Fills).IsLiquidation);
    }

    [Fact]
    public async Task Fee_InAnotherAsset_CountsForWhatItIsWorthOrAShareOfTheOrder()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Fill(feeAsset: "BNB"));
        await test.Fees.LearnAsync("BNB", CancellationToken.None);
        await test.PushAsync(Fill(feeAsset: "BNB", order: 501, trade: 8));

        Assert.Equal([(0.05m, true), (24m, true)], test.Listener.Fills.Select(f => (f.Fee.Value, f.FeeIsElsewhere)));
        Assert.Equal((2, 1), (test.Stream.Health.ForeignFees, test.Stream.Health.EstimatedFees));
    }

    [Fact]
    public async Task RepetitionsAndGarbage_AreCountedAndIgnored()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync("""{"e":"TRADE_LITE","E":1,"s":"BTCUSDT","t":7,"l":"1","i":500}""", "[1]", "<html>", """{"e":7}""", Order());

        Assert.Single(test.Listener.Updates);
        Assert.Equal((0, 3), (test.Stream.Health.UnknownEvents, test.Stream.Health.Line.Garbage));
        Assert.Equal(["trusted"], test.Listener.Told);
    }

    [Fact]
    public async Task EventOfAnUnknownKind_TheAccountIsReadTheFirstTime_AndLaterOnesAreCounted()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        test.Push("""{"e":"GRID_UPDATE","E":1}""");

        await test.UntilAsync(() => test.Listener.Told.Count == 3, "trust again");
        await test.PushAsync("""{"e":"GRID_UPDATE","E":2}""", Order());
        Assert.Equal(["trusted", "gap: an event that could not be understood", "trusted"], test.Listener.Told);
        Assert.Equal((2, 1), (test.Stream.Health.UnknownEvents, test.Stream.Health.UnreadEvents));
    }

    [Fact]
    public void EventOfAnUnknownKind_IsPassedOnWithItsText()
    {
        var reader = new UserEventReader();

        Assert.True(reader.TryRead("""{"e":"GRID_UPDATE","amount":"7"}"""u8, out var read, out _));

        Assert.Contains("""GRID_UPDATE is a kind that is not known here: {"e":"GRID_UPDATE","amount":"7"}""", Assert.IsType<UserEvent.Unread>(read).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventThatMatters_AndCannotBeRead_IsAGapAndTheAccountIsRead()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        test.Push("""{"e":"ORDER_TRADE_UPDATE","E":1767607200000,"o":{"s":"BTCUSDT","c":"qt1-1-e1","q":"many"}}""");

        await test.UntilAsync(() => test.Listener.Told.Count == 3, "trust again");
        Assert.Equal(["trusted", "gap: an event that could not be understood", "trusted"], test.Listener.Told);
        Assert.Equal(1, test.Stream.Health.UnreadEvents);
    }

    [Fact]
    public async Task Settings_MarginCalls_Balances_AndPositions_AreTold()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(
            """{"e":"ACCOUNT_CONFIG_UPDATE","E":1,"T":1,"ac":{"s":"BTCUSDT","l":25}}""",
            """{"e":"ACCOUNT_CONFIG_UPDATE","E":1,"T":1,"ai":{"j":true}}""",
            """{"e":"MARGIN_CALL","E":1,"cw":"3","p":[{"s":"ETHUSDT","ps":"LONG","pa":"1.3","mt":"CROSSED","mp":"187","mm":"1.6"}]}""",
            Account("ORDER", positions: Position("BTCUSDT", "-2")));

        Assert.Equal(
            ["trusted", "leverage BTCUSDT 25", "multi-assets True", "margin call ETHUSDT", "wallet 1000", "position BTCUSDT Both -2 at 100"], test.Listener.Told);
        Assert.IsType<ExchangeUpdate.LeverageSet>(Assert.Single(test.Listener.Updates));
    }
}
