using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Trades;

public sealed class TradeFoldTests
{
    private readonly TradeScript _trade = new();

    [Fact]
    public void Fold_WholeLife_AveragesByVolumeAndSumsMoney()
    {
        var s = Fold(
            _trade.Planned(), _trade.Intended(), _trade.Accepted(), _trade.Filled(1, 0.25m, 100m, remaining: 0.75m), _trade.Filled(2, 0.75m, 104m),
            _trade.Funded(-0.5m), _trade.Intended(OrderPurpose.PartialTakeProfit, 0.5m), _trade.Filled(3, 0.5m, 110m, OrderPurpose.PartialTakeProfit, pnl: 3.5m),
            _trade.Intended(OrderPurpose.Exit, 0.5m, ExitReasons.SignalExit), _trade.Filled(4, 0.5m, 106m, OrderPurpose.Exit, pnl: 1.5m));

        Assert.Equal((TradePhase.Closed, "SIGNAL_EXIT", true), (s.Phase, s.ExitReason, s.PartialTaken));
        Assert.Equal((103m, 108m), (s.EntryPrice!.Value.Value, s.ExitPrice!.Value.Value));
        Assert.Equal((1m, 0m), (s.QuantityEntered.Value, s.QuantityOpen.Value));
        Assert.Equal((5m, 0.02m, -0.5m, 4.48m), (s.GrossPnl.Value, s.Fees.Value, s.Funding.Value, s.NetPnl.Value));
        Assert.Empty(s.Orders);
        Assert.Equal((10L, 10L), (s.Version, s.LastSequence));
        Assert.NotNull(s.ClosedAtUtc);
    }

    [Theory]
    [InlineData(OrderPurpose.StopLoss, "", "STOP_LOSS")]
    [InlineData(OrderPurpose.TakeProfit, "", "TAKE_PROFIT")]
    [InlineData(OrderPurpose.PartialTakeProfit, "", "PARTIAL_TAKE_PROFIT")]
    [InlineData(OrderPurpose.Emergency, "", "EMERGENCY")]
    [InlineData(OrderPurpose.Exit, "TIMEOUT", "TIMEOUT")]
    [InlineData(OrderPurpose.Exit, "STOP_LOSS", "STOP_LOSS")]
    public void Fold_ClosedByAnOrder_TheReasonIsTheIntentsElseThePurposes(OrderPurpose purpose, string asked, string reason)
    {
        var s = Fold(_trade.Planned(), _trade.Intended(), _trade.Filled(1, 1m, 100m), _trade.Intended(purpose, 1m, asked), _trade.Filled(2, 1m, 99m, purpose));

        Assert.Equal((TradePhase.Closed, reason), (s.Phase, s.ExitReason));
    }

    [Fact]
    public void Fold_ClosedByTheVenueOrByHand_SaysLiquidationOrManual()
    {
        var liquidated = Fold(_trade.Planned(), _trade.Intended(), _trade.Filled(1, 1m, 100m), _trade.Filled(2, 1m, 60m, OrderPurpose.Exit, order: "autoclose-1", liquidation: true));
        var byHand = Fold(_trade.Planned(), _trade.Intended(), _trade.Filled(1, 1m, 100m), _trade.Filled(2, 1m, 101m, OrderPurpose.Exit, order: "web_abc"));

        Assert.Equal(("LIQUIDATION", "MANUAL"), (liquidated.ExitReason, byHand.ExitReason));
    }

    [Fact]
    public void Fold_FillAfterTheExitOrderWasConfirmedCanceled_StillKnowsWhy()
    {
        var s = Fold(
            _trade.Planned(), _trade.Intended(), _trade.Filled(1, 1m, 100m), _trade.Intended(OrderPurpose.Exit, 1m, ExitReasons.Timeout),
            _trade.Ended(OrderPurpose.Exit), _trade.Filled(2, 1m, 101m, OrderPurpose.Exit));

        Assert.Equal((TradePhase.Closed, "TIMEOUT"), (s.Phase, s.ExitReason));
    }

    [Fact]
    public void Fold_FillIdsOutOfOrder_EachCountsOnce()
    {
        var s = Fold(
            _trade.Planned(), _trade.Intended(), _trade.Filled(12, 0.5m, 102m), _trade.Filled(11, 0.5m, 100m, remaining: 0.5m), _trade.Filled(11, 0.5m, 100m), _trade.Filled(12, 0.5m, 102m));

        Assert.Equal((TradePhase.Open, 1m, 101m, 12L), (s.Phase, s.QuantityEntered.Value, s.EntryPrice!.Value.Value, s.LastFillId));
        Assert.Equal([11L, 12], s.FillIds);
        Assert.Equal(4, s.Version);
    }

    [Fact]
    public void Fold_LateFillAfterCancel_OpensTheTradeAgain()
    {
        var canceled = Fold(_trade.Planned(), _trade.Intended(), _trade.Accepted(), _trade.Ended());
        Assert.Equal((TradePhase.Canceled, true), (canceled.Phase, canceled.ClosedAtUtc is not null));

        var open = TradeFold.Apply(canceled, new(5, _trade.Filled(1, 0.4m, 100m))).After!;
        Assert.Equal((TradePhase.Open, 0.4m, null), (open.Phase, open.QuantityOpen.Value, open.ClosedAtUtc));
    }

    [Fact]
    public void Fold_ExitRejected_IsOpenAgainAndAnotherExitCloses()
    {
        var open = Fold(_trade.Planned(), _trade.Intended(), _trade.Filled(1, 1m, 100m), _trade.Intended(OrderPurpose.Exit), _trade.Rejected(OrderPurpose.Exit));
        Assert.Equal((TradePhase.Open, false), (open.Phase, open.ExitIsWorking));

        var closing = TradeFold.Apply(open, new(6, _trade.Intended(OrderPurpose.Emergency))).After!;
        Assert.Equal(TradePhase.Closing, closing.Phase);
        Assert.Equal(TradePhase.Closed, TradeFold.Apply(closing, new(7, _trade.Filled(2, 1m, 99m, OrderPurpose.Emergency))).After!.Phase);
    }

    [Fact]
    public void Fold_OneOfTwoExitsEnded_IsStillClosing()
    {
        var s = Fold(
            _trade.Planned(), _trade.Intended(), _trade.Filled(1, 1m, 100m), _trade.Intended(OrderPurpose.Exit, 0.5m, order: "x1"), _trade.Intended(OrderPurpose.Exit, 0.5m, order: "x2"),
            _trade.Ended(OrderPurpose.Exit, "x1"));

        Assert.Equal((TradePhase.Closing, 1), (s.Phase, s.Orders.Count));
    }

    [Fact]
    public void Fold_OrdersOfATrade_AreListedFromIntentToTheirEnd()
    {
        var s = Fold(_trade.Planned(), _trade.Intended(quantity: 2m), _trade.Unknown());
        Assert.Equal((TradeOrderStage.Unknown, 2m), (s.Orders[0].Stage, s.QuantityPlanned.Value));

        s = TradeFold.Apply(s, new(4, _trade.Accepted())).After!;
        s = TradeFold.Apply(s, new(5, _trade.Unknown())).After!; // an answer that came too late takes nothing back
        Assert.Equal((TradeOrderStage.Working, TradePhase.Working), (s.Orders[0].Stage, s.Phase));

        s = TradeFold.Apply(s, new(6, _trade.Filled(1, 2m, 100m))).After!;
        Assert.Empty(s.Orders);
        Assert.Equal((TradeOrderStage.Over, 2m), (s.OrdersOver[0].Stage, s.OrdersOver[0].Filled.Value));
    }

    [Fact]
    public void Fold_EventWithAnOldSequence_IsADuplicateAndChangesNothing()
    {
        var s = Fold(_trade.Planned(), _trade.Intended(), _trade.Filled(1, 1m, 100m));
        var again = TradeFold.Apply(s, new(3, _trade.Funded(-1m)));

        Assert.Equal(TradeFoldOutcome.Duplicate, again.Outcome);
        Assert.Same(s, again.After);
    }

    [Fact]
    public void Fold_EventThatWasNotMadeDurable_CountsAndLeavesTheSequence()
    {
        var s = Fold(_trade.Planned(), _trade.Intended());
        var filled = TradeFold.Apply(s, new(0, _trade.Filled(1, 1m, 100m)));

        Assert.Equal((TradeFoldOutcome.Applied, TradePhase.Open, 2L), (filled.Outcome, filled.After!.Phase, filled.After.LastSequence));
        Assert.Equal(TradeFoldOutcome.Duplicate, TradeFold.Apply(filled.After, new(3, _trade.Filled(1, 1m, 100m))).Outcome);
    }

    [Fact]
    public void Fold_ImpossiblePair_IsIllegalNamedAndChangesNothing()
    {
        var s = Fold(_trade.Planned(), _trade.Denied());
        var result = TradeFold.Apply(s, new(3, _trade.Filled(1, 1m, 100m)));

        Assert.Equal((TradeFoldOutcome.Illegal, TradeEventKind.EntryFilledWhole), (result.Outcome, result.Kind));
        Assert.Same(s, result.After);
        Assert.Contains("EntryFilledWhole cannot happen to trade 1-1 in phase Denied", result.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(-1, 100)]
    [InlineData(1, 0)]
    [InlineData(1, -5)]
    public void Fold_FillWithoutASoundQuantityOrPrice_IsIllegal(int quantity, int price)
    {
        var s = Fold(_trade.Planned(), _trade.Intended());

        Assert.Equal(TradeFoldOutcome.Illegal, TradeFold.Apply(s, new(3, _trade.Filled(1, quantity, price))).Outcome);
    }

    [Fact]
    public void Fold_FillOfTheWrongSideOrSymbolOrOfAnUnknownTrade_IsIllegal()
    {
        var s = Fold(_trade.Planned(), _trade.Intended());

        Assert.Equal(TradeFoldOutcome.Illegal, TradeFold.Apply(s, new(3, _trade.Filled(1, 1m, 100m) with { Side = OrderSide.Sell })).Outcome);
        Assert.Equal(TradeFoldOutcome.Illegal, TradeFold.Apply(s, new(3, _trade.Filled(1, 1m, 100m) with { Symbol = Symbol.Create("ETHUSDT") })).Outcome);
        Assert.Equal(TradeFoldOutcome.Illegal, TradeFold.Apply(null, new(3, _trade.Filled(1, 1m, 100m))).Outcome);
    }

    [Fact]
    public void Summary_OfAClosedTrade_SaysWhatTheFoldSays()
    {
        var s = Fold(_trade.Planned(), _trade.Intended(), _trade.Filled(1, 1m, 100m), _trade.Filled(2, 1m, 103m, OrderPurpose.TakeProfit, pnl: 3m));
        var opened = TradeSummary.Opened(s, Guid.Empty, default);
        var closed = TradeSummary.Closed(s, Guid.Empty, default);

        Assert.Equal((100m, 1m), (opened.EntryPrice.Value, opened.Quantity.Value));
        Assert.Equal((103m, 3m, 2.98m, "TAKE_PROFIT", TimeSpan.FromSeconds(1)), (closed.ExitPrice.Value, closed.GrossPnl.Value, closed.NetPnl.Value, closed.ExitReason, closed.Held));
    }

    private static TradeState Fold(params TradeEvent[] events)
    {
        TradeState? state = null;
        for (var i = 0; i < events.Length; i++)
        {
            var result = TradeFold.Apply(state, new JournaledEvent(i + 1, events[i]));
            Assert.True(result.Outcome is TradeFoldOutcome.Applied or TradeFoldOutcome.Duplicate, result.Why);
            state = result.After;
        }

        return state!;
    }
}
