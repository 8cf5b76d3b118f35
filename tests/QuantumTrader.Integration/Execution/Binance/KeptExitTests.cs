using QuantumTrader.Domain.Trades;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.TestSupport;
using static QuantumTrader.Integration.Execution.Binance.TradingOnVenue;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>An exit that the venue refuses with -4118 for what rests beside it, seen by the whole engine over HTTP and WebSocket.</summary>
public sealed class KeptExitTests
{
    private const string Orders = "/fapi/v1/order";

    /// <summary>Beside a position of 600 at twofold leverage: without the position it needs 300 more of the 10,000 than are free.</summary>
    private const string NeedsTheMargin = "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.65&price=31000&newClientOrderId=";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Nothing but the exit looks at the venue here, so that nothing else cancels the order.</summary>
    [Fact]
    public async Task Exit_RefusedForTheMarginOfAnOrderOfOurs_CancelsItAndClosesAtOnce()
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();
        await PlaceAsync(test, NeedsTheMargin + "qt0-8000-e0");
        var exits = test.Count("POST", Orders);

        await test.ExitAsync(id);

        await Poll.UntilAsync(() => test.Held == 0m, Limit, "the position is closed");
        Assert.Equal((2, 0), (exits.Hits, await RestingAsync(test)));
        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true } && test.Conditionals.Count == 0, "the trade is over and nothing of it is left");
    }

    [Fact]
    public async Task Exit_RefusedForAnOrderOfSomebodyElseThatReduces_CancelsItAndClosesAtOnce()
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();
        await PlaceAsync(test, "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.02&price=31400&reduceOnly=true&newClientOrderId=web_target");
        var exits = test.Count("POST", Orders);
        test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = -4118, Method = "POST", Path = Orders });

        await test.ExitAsync(id);

        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true } && test.Conditionals.Count == 0, "the trade is over and nothing of it is left");
        Assert.Equal((0m, 2, 0), (test.Held, exits.Hits, await RestingAsync(test)));
    }

    [Fact]
    public async Task Exit_RefusedForTheMarginOfAnOrderThatSomebodyElseWants_LeavesItAndTheStopAndGoesThroughWithoutIt()
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();
        var stop = test.Stops.Single();
        await PlaceAsync(test, NeedsTheMargin + "web_short");
        var exits = test.Count("POST", Orders);

        await test.ExitAsync(id);
        await test.UntilAsync(_ => exits.Hits >= 3, "it is tried again");

        Assert.Equal((Size, 1, stop), (test.Held, await RestingAsync(test), test.Stops.Single()));
        Assert.Equal(200, (await test.Hand.DeleteAsync(Orders, "symbol=BTCUSDT&origClientOrderId=web_short")).Status);
        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true } && test.Held == 0m && test.Conditionals.Count == 0, "the trade is over and nothing of it is left");
        Assert.Equal(ExitReasons.SignalExit, (await test.TradeAsync(id)).ExitReason);
    }

    [Fact]
    public async Task Exit_RefusedWhateverIsCanceled_IsProtectedAgainAndEndsFlatOnceTheVenueTakesIt()
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();
        var before = test.Stops.Single();
        var refused = test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = -4118, Method = "POST", Path = Orders, Count = 0 });

        await test.ExitAsync(id);

        await test.UntilAsync(_ => test.Stops.ToArray() is [var stop] && stop != before, "the stop that had to go is there again");
        Assert.Equal((true, Size), (refused.Hits >= 3, test.Held));
        test.Host.Faults.Clear();
        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true } && test.Held == 0m && test.Conditionals.Count == 0, "the trade is over and nothing of it is left");
    }

    private static async Task PlaceAsync(TradingOnVenue test, string order) => Assert.Equal("NEW", (await test.Hand.OrderAsync(order)).Word("status"));

    private static async Task<int> RestingAsync(TradingOnVenue test) =>
        (await test.Hand.GetAsync("/fapi/v1/openOrders", "symbol=BTCUSDT")).Json.GetArrayLength();
}
