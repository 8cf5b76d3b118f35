using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.Web.Engine.Execution;
using static QuantumTrader.Integration.Execution.Binance.TradingOnVenue;
using OrderSide = QuantumTrader.Domain.Units.OrderSide;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What the venue and other people do to a trade, seen by the whole engine over HTTP and WebSocket.</summary>
public sealed class VenueTroubleTests
{
    private const string Orders = "/fapi/v1/order";

    [Fact]
    public async Task Entry_AnswerLostAndTheVenueDeniesItAtFirst_BlocksItsSymbolAndIsAdoptedOnce()
    {
        await using var test = await StartAsync();
        var sent = test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Unknown503, Method = "POST", Path = Orders, Executed = true });
        var denied = test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = -2013, Method = "GET", Path = Orders, Count = 3 });
        test.Host.Streams.Inject(new() { Kind = FakeVenue.Streams.StreamFaultKind.Gap, Path = FakeVenue.Streams.StreamPath.Private, Count = 100 }); // the question alone can tell

        var (id, result) = await test.EnterAsync();
        Assert.IsType<ExecutionResult.Unknown>(result);
        Assert.Equal(DenialSet.SymbolBlocked, Assert.IsType<ExecutionResult.Denied>((await test.EnterAsync(OrderSide.Sell)).Result).Denials & DenialSet.SymbolBlocked);

        await test.UntilAsync(e => e.Book.Find(id) is { Phase: TradePhase.Open } && test.Stops.Count() == 1, "it is a trade with a stop");
        Assert.Equal((1, Size), (sent.Hits, test.Held));
        Assert.True(denied.Hits > 0);
        await test.UntilAsync(e => !e.Unknown.Blocks(Btc), "the symbol is free");
    }

    [Fact]
    public async Task Entry_AnswerLostAndNotExecuted_IsGivenUpAndNeverSentAgain()
    {
        await using var test = await StartAsync(("Execution:NotPlacedAfter", "00:00:01"));
        var sent = test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Unknown503, Method = "POST", Path = Orders, Count = 0 });

        var (id, result) = await test.EnterAsync();
        Assert.IsType<ExecutionResult.Unknown>(result);

        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true } && !e.Unknown.Blocks(Btc), "it is given up and its symbol free");
        Assert.Equal((1, 0m), (sent.Hits, test.Held));
    }

    [Fact]
    public async Task Stops_RefusedByTheVenue_ThePositionIsClosed()
    {
        await using var test = await StartAsync();
        test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = -4120, Method = "POST", Path = "/fapi/v1/algoOrder", Count = 0 });

        var (id, _) = await test.EnterAsync();

        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true } && test.Held == 0m, "the position is closed");
        Assert.Equal(ExitReasons.ProtectionFailed, (await test.TradeAsync(id)).ExitReason);
    }

    [Fact]
    public async Task Target_Reached_TheStopGoesAndNothingTurnsThePosition()
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();

        await test.MoveAsync(30_500m);
        await test.UntilAsync(e => test.Held == Size / 2m && IsSafe(e.Book.Find(id)!), "half is taken, and the one stop is at the entry over the other half");
        Assert.All(test.Waiting, o => Assert.True(o.Request.ReduceOnly));
        await test.MoveAsync(31_000m);
        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true } && test.Conditionals.Count == 0, "all is taken and nothing is left at the venue");
        await test.MoveAsync(28_000m);

        Assert.Equal(0m, test.Held);
        Assert.Equal((TradePhase.Closed, ExitReasons.TakeProfit), ((await test.TradeAsync(id)).Phase, (await test.TradeAsync(id)).ExitReason));

        bool IsSafe(TradeState trade) => test.Stops.ToArray() is [var stop]
            && test.Waiting.Any(o => o.ClientId == stop && o.Request.Quantity == Size / 2m && o.Request.TriggerPrice >= trade.EntryPrice!.Value.Value);
    }

    [Theory]
    [InlineData(ActKind.Liquidate, ExitReasons.Liquidation)]
    [InlineData(ActKind.Deleverage, ExitReasons.Deleveraged)]
    [InlineData(ActKind.Delist, ExitReasons.Delisted)]
    public async Task Position_TakenAwayByTheVenue_EndsItsTradeAndItsOrders(ActKind kind, string reason)
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();

        test.Act(kind);

        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true } && test.Conditionals.Count == 0, "nothing of it is left");
        Assert.Equal(reason, (await test.TradeAsync(id)).ExitReason);
        await test.UntilAsync(e => e.Ledger.TotalNotional.Value == 0m, "the ledger holds no ghost");
        Assert.True((Assert.IsType<ExecutionResult.Denied>((await test.EnterAsync()).Result).Denials & DenialSet.RepeatedExecution) != 0);
    }

    [Fact]
    public async Task Orders_CanceledBySomebodyElse_ThePositionIsProtectedAgain()
    {
        await using var test = await StartAsync();
        await test.HoldAsync();
        var before = test.Stops.Single();

        test.Act(ActKind.CancelAll);

        await test.UntilAsync(_ => test.Stops.Any(id => id != before), "there is another stop");
        Assert.Equal(Size, test.Held);
    }

    [Fact]
    public async Task Exit_CoveredByAnOrderOfSomebodyElse_UncoversThePositionAndClosesIt()
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();
        Assert.Equal(200, (await test.Hand.OrderAsync("symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.02&price=31400&reduceOnly=true&newClientOrderId=web_target")).Status);
        var exits = test.Count("POST", Orders);

        await test.ExitAsync(id);

        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true }, "the trade is over");
        Assert.Equal((0m, 2), (test.Held, exits.Hits));
    }

    [Fact]
    public async Task Exit_InAThinBook_ClosesThePositionInParts()
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();
        test.Act(ActKind.Depth, a => a with { Levels = 1, NotionalPerLevel = 250m });
        var exits = test.Count("POST", Orders);

        await test.ExitAsync(id);

        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true }, "the trade is over");
        Assert.Equal((0m, true), (test.Held, exits.Hits > 1));
    }

    [Fact]
    public async Task Stop_StuckInTriggering_ThePositionIsClosedAndNothingTurnsItWhenItGoesOn()
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();
        test.Act(ActKind.HoldTriggers);

        await test.MoveAsync(29_600m);

        await test.UntilAsync(e => e.Book.Find(id) is { Phase: TradePhase.Closed } && test.Held == 0m, "it is closed at the market");
        Assert.Equal(ExitReasons.StopLoss, (await test.TradeAsync(id)).ExitReason);
        test.Act(ActKind.HoldTriggers, a => a with { On = false });
        Assert.Equal((0m, 0), (test.Held, test.Stops.Count()));
    }

    [Fact]
    public async Task Price_TenTimesTheLast_OpensNothing()
    {
        await using var test = await StartAsync();
        await test.MoveAsync(30_000m);
        await test.MoveAsync(300_000m);

        var (_, result) = await test.EnterAsync();

        Assert.True((Assert.IsType<ExecutionResult.Denied>(result).Denials & DenialSet.MarkMovedTooFar) != 0);
        Assert.Equal(0m, test.Held);
    }

    [Fact]
    public async Task Hedge_BothLegsHeld_AreKeptApartAndAStopClosesBoth()
    {
        await using var test = await StartAsync(("Binance:HedgeMode", "true"));
        Assert.IsType<ExecutionResult.Accepted>((await test.EnterAsync()).Result);
        Assert.Equal(200, (await test.Hand.OrderAsync("symbol=BTCUSDT&side=SELL&positionSide=SHORT&type=MARKET&quantity=0.03")).Status);

        await test.UntilAsync(e => e.Ledger.Legs.Where(l => !l.IsFlat).Select(l => l.SignedQuantity).Order().SequenceEqual([-0.03m, Size]), "both legs are known");
        await test.Engine.StopAsync(TimeSpan.FromSeconds(20));

        await test.UntilAsync(e => e.Ledger.Legs.All(l => l.IsFlat) && test.Conditionals.Count == 0, "both are flat");
        Assert.All(test.Host.Venue.Accounts["main"].Positions, p => Assert.Equal(0m, p.Amount));
    }

    [Fact]
    public async Task Leverage_ChangedBySomebodyElse_IsSetAgainBeforeTheNextEntry()
    {
        await using var test = await StartAsync();
        Assert.IsType<ExecutionResult.Accepted>((await test.EnterAsync()).Result);
        await test.UntilAsync(_ => test.Conditionals.Count == 3, "the position is protected");
        await test.MoveAsync(29_600m);
        await test.UntilAsync(e => e.Book.Open.Count == 0 && e.Book.Leftovers.Count == 0 && test.Conditionals.Count == 0 && e.Ledger.TotalNotional.Value == 0m, "stopped out");

        test.Act(ActKind.Leverage, a => a with { Leverage = 50 });
        await test.UntilAsync(e => e.Leverages.Of(Btc)?.Value == 50m, "it is known");

        Assert.IsType<ExecutionResult.Accepted>((await test.EnterAsync(OrderSide.Sell)).Result);
        Assert.Equal(2, test.Host.Venue.Accounts["main"].Settings(Btc.Value).Leverage);
    }

    [Fact]
    public async Task Position_ChangedBySomebodyElse_TheVenueIsBelievedAndTheSymbolTakesNoEntry()
    {
        await using var test = await StartAsync();

        test.Act(ActKind.Trade, a => a with { Side = FakeVenue.OrderSide.Buy, Quantity = 0.05m });

        await test.UntilAsync(e => e.Ledger.Legs.Any(l => l.Symbol == Btc && l.SignedQuantity == 0.05m), "the ledger has it");
        Assert.True((Assert.IsType<ExecutionResult.Denied>((await test.EnterAsync()).Result).Denials & DenialSet.SymbolBlocked) != 0);
        Assert.Equal(0.05m, test.Held);
    }

    [Fact]
    public async Task Stream_ThatCannotBeHadAgain_DeniesEntriesUntilTheAccountWasRead()
    {
        await using var test = await StartAsync();
        test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Unavailable503, Method = "POST", Path = "/fapi/v1/listenKey", Count = 0 });

        test.Host.ListenKeys.ExpireAll();

        await test.UntilAsync(e => e.Mode.Holds.Count > 0, "the venue cannot be followed");
        Assert.True((Assert.IsType<ExecutionResult.Denied>((await test.EnterAsync()).Result).Denials & DenialSet.ModeReduceOnly) != 0);
        test.Host.Faults.Clear();
        await test.UntilAsync(e => e.Mode.Holds.Count == 0, "the account was read");
        Assert.IsType<ExecutionResult.Accepted>((await test.EnterAsync()).Result);
    }
}
