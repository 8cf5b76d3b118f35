using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Trades;

/// <summary>What the desk does when the venue refuses, hangs or forgets.</summary>
public sealed class TradeDeskFailureTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Stop_RefusedTwice_EndsTheTrade()
    {
        _bench.Venue.Outcome = i => i.Purpose == OrderPurpose.StopLoss ? new SubmitOutcome.Rejected(-4045, "Reach max stop order limit.") : null;

        var trade = _bench.Open();

        Assert.Equal(2, Count(OrderPurpose.StopLoss));
        Assert.Equal(TradePhase.Closed, trade.Phase);
        Assert.Equal(ExitReasons.ProtectionFailed, trade.ExitReason);
        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
    }

    [Fact]
    public void Stop_RefusedOnce_IsPlacedAgain()
    {
        var refusals = 1;
        _bench.Venue.Outcome = i => i.Purpose == OrderPurpose.StopLoss && refusals-- > 0 ? new SubmitOutcome.Rejected(-1001, "try again") : null;

        var trade = _bench.Open();

        Assert.Equal(TradePhase.Open, trade.Phase);
        Assert.Single(trade.Orders, o => o.Purpose == OrderPurpose.StopLoss);
    }

    [Fact]
    public void Stop_WhoseLevelIsPassed_EndsTheTradeAtOnce()
    {
        _bench.Venue.Outcome = i => i.Purpose == OrderPurpose.StopLoss ? new SubmitOutcome.Rejected(VenueCodes.WouldTriggerImmediately, "Order would immediately trigger.") : null;

        var trade = _bench.Open();

        Assert.Equal(1, Count(OrderPurpose.StopLoss));
        Assert.Equal(TradePhase.Closed, trade.Phase);
        Assert.Equal(ExitReasons.StopLoss, trade.ExitReason);
    }

    [Fact]
    public void Target_Refused_IsGivenUpAndTheStopStays()
    {
        _bench.Venue.Outcome = i => i.Purpose is OrderPurpose.TakeProfit or OrderPurpose.PartialTakeProfit ? new SubmitOutcome.Rejected(-4045, "no") : null;

        var trade = _bench.Open();
        _bench.Pass(TimeSpan.FromHours(1));
        for (var i = 0; i < 40; i++)
        {
            _bench.Step();
        }

        Assert.Equal(1, Count(OrderPurpose.PartialTakeProfit));
        Assert.Equal(0, Count(OrderPurpose.TakeProfit));
        Assert.Equal(TradePhase.Open, trade.Phase);
    }

    [Fact]
    public void Stop_OfWhichNothingIsHeard_IsNotPlacedTwiceUntilTheVenueDeniesIt()
    {
        _bench.Venue.Outcome = i => i.Purpose == OrderPurpose.StopLoss ? new SubmitOutcome.Unknown("lost") : null;
        var trade = _bench.Open();
        _bench.Pass(TimeSpan.FromSeconds(9));
        Assert.Equal(1, Count(OrderPurpose.StopLoss));

        _bench.Venue.Outcome = null;
        _bench.Until(() => Count(OrderPurpose.StopLoss) == 2, "the stop was placed again");

        Assert.Single(_bench.Trade(trade.TradeId).Orders, o => o.Purpose == OrderPurpose.StopLoss);
    }

    [Fact]
    public void Stop_ThatIsLostTwice_EndsTheTrade()
    {
        _bench.Venue.Outcome = i => i.Purpose == OrderPurpose.StopLoss ? new SubmitOutcome.Unknown("lost") : null;

        var trade = _bench.Open();
        _bench.Until(() => _bench.Trade(trade.TradeId).Phase == TradePhase.Closed, "the trade was closed");

        Assert.Equal(ExitReasons.ProtectionFailed, _bench.Trade(trade.TradeId).ExitReason);
    }

    [Fact]
    public void Everything_Refused_IsTriedAgainWithPausesThatGrowAndNeverGivenUp()
    {
        var trade = _bench.Open();
        _bench.Venue.Outcome = _ => new SubmitOutcome.Rejected(-1008, "Server overloaded.");
        var before = _bench.Venue.Calls.Count;
        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit));
        Assert.Equal(before + 1, _bench.Venue.Calls.Count);

        _bench.Pass(TimeSpan.FromMinutes(2));
        Assert.InRange(_bench.Venue.Calls.Count - before, 5, 10); // at 0, 1, 3, 7, 15, 31, 61, 91 s

        _bench.Venue.Outcome = null;
        _bench.Until(() => _bench.Trade(trade.TradeId).Phase == TradePhase.Closed, "the trade was closed");
        Assert.Equal(ExitReasons.SignalExit, _bench.Trade(trade.TradeId).ExitReason);
        Assert.Equal(0, _bench.Engine.Desk.CareCount);
    }

    [Fact]
    public void StopAndExit_BothRefused_DoNotChaseEachOther()
    {
        _bench.Venue.Outcome = i => i.ReduceOnly ? new SubmitOutcome.Rejected(-1008, "Server overloaded.") : null;

        var trade = _bench.Open();
        _bench.Pass(TimeSpan.FromMinutes(1));

        Assert.InRange(_bench.Venue.Sent("submit").Count(), 5, 20);
        _bench.Venue.Outcome = null;
        _bench.Until(() => _bench.Trade(trade.TradeId).Phase == TradePhase.Closed, "the trade was closed");
    }

    [Fact]
    public void Exit_ThatTheVenueLost_IsSentAgainOnceThatIsKnown()
    {
        var trade = _bench.Open();
        _bench.Venue.Outcome = i => i.Purpose == OrderPurpose.Exit ? new SubmitOutcome.Unknown("lost") : null;
        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit));
        Assert.Equal(TradePhase.Closing, _bench.Trade(trade.TradeId).Phase);
        _bench.Venue.Outcome = null;

        _bench.Until(() => _bench.Trade(trade.TradeId).Phase == TradePhase.Closed, "the trade was closed");

        Assert.Equal(2, Count(OrderPurpose.Exit));
        Assert.Equal(ExitReasons.SignalExit, _bench.Trade(trade.TradeId).ExitReason);
    }

    [Fact]
    public void Exit_ThatFilledInPartAndExpired_IsSentAgainOverTheRest()
    {
        var trade = _bench.Open();
        _bench.Venue.FillsOf = i => i.Purpose == OrderPurpose.Exit ? 0.003m : 0m;
        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.SignalExit));
        _bench.Venue.FillsOf = null;
        var exit = _bench.Venue.Orders.Single(o => o.Type == OrderType.Market);

        _bench.Do(() =>
        {
            _bench.Venue.Orders.Remove(exit);
            _bench.Venue.Publish(exit with { Status = VenueOrderStatus.Expired });
        });

        Assert.Contains(_bench.Venue.Sent("submit"), c => c.EndsWith("Sell 0.007 Market", StringComparison.Ordinal));
        Assert.Equal(TradePhase.Closed, _bench.Trade(trade.TradeId).Phase);
    }

    [Fact]
    public void Cancel_ThatHangs_IsTriedAgainAfterAPause()
    {
        var trade = _bench.Open();
        _bench.Venue.Tells = true;
        _bench.Venue.Hangs.Add("cancel");
        _bench.Venue.Mark = 49_500m;
        var left = _bench.Venue.Orders.Where(o => o.Type == OrderType.TakeProfitMarket).ToArray();
        _bench.Do(() => _bench.Venue.Fill(trade.Orders.Single(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value, 0.01m, 49_500m));
        _bench.Pass(TimeSpan.FromSeconds(30));
        _bench.Venue.Hangs.Clear();

        _bench.Until(() => _bench.Trade(trade.TradeId).Orders.Count == 0, "all orders were over");

        Assert.Equal(2, left.Length);
        Assert.Equal(0, _bench.Engine.Desk.CareCount);
    }

    [Fact]
    public void Cancel_OfAnOrderThatTheVenueForgot_EndsItInTheBook()
    {
        var trade = _bench.Open();
        _bench.Venue.Orders.RemoveAll(o => o.Type == OrderType.TakeProfitMarket);
        foreach (var target in trade.Orders.Where(o => o.Type == OrderType.TakeProfitMarket))
        {
            _bench.Venue.Known.Remove(target.ClientOrderId.Value);
        }

        _bench.Do(() => _bench.Venue.Fill(trade.Orders.Single(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value, 0.01m, 49_500m));

        Assert.Empty(_bench.Trade(trade.TradeId).Orders);
        Assert.Equal(2, _bench.Of<OrderEnded>().Count(e => e.Reason == "CANCELED"));
    }

    private int Count(OrderPurpose purpose) => _bench.Of<OrderIntended>().Count(e => e.Purpose == purpose);
}
