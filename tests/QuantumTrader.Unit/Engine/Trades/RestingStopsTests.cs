using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Unit.Engine.Trades;

/// <summary>A stop that went without anybody telling is missed at the venue within two seconds, and only when two answers agree.</summary>
public sealed class RestingStopsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    [Fact]
    public void Look_TheStopWasCanceledAndNobodyTold_IsPlacedAgainWithinTwoSeconds()
    {
        using var bench = EngineBench.Started();
        var trade = bench.Open();
        Look(bench, 3);
        var gone = StopOf(bench);
        CancelBehindOurBack(bench, gone);

        Look(bench, 4);

        var stop = StopOf(bench);
        Assert.NotEqual(gone.ClientOrderId, stop.ClientOrderId);
        Assert.Equal((gone.TriggerPrice, gone.Quantity, TradePhase.Open), (stop.TriggerPrice, stop.Quantity, bench.Trade(trade.TradeId).Phase));
        Assert.Contains(bench.Of<OrderEnded>(), e => e.ClientOrderId.Value == gone.ClientOrderId && e.Reason == "CANCELED");
    }

    [Fact]
    public void Look_TheVenueKnowsNoSuchStop_IsBelievedTheSecondTime()
    {
        using var bench = EngineBench.Started();
        bench.Open();
        Look(bench, 3);
        var gone = StopOf(bench);
        bench.Venue.Orders.Remove(gone);
        bench.Venue.Known.Remove(gone.ClientOrderId);

        Look(bench, 2);
        Assert.DoesNotContain(bench.Venue.Orders, o => o.Type == OrderType.StopMarket);
        Look(bench, 2);

        Assert.NotEqual(gone.ClientOrderId, StopOf(bench).ClientOrderId);
    }

    [Fact]
    public void Look_TheVenueForgetsItOnce_ChangesNothing()
    {
        using var bench = EngineBench.Started();
        bench.Open();
        Look(bench, 3);
        var there = StopOf(bench);
        bench.Venue.Calls.Clear();
        for (var i = 0; i < 5; i++)
        {
            bench.Venue.Known.Remove(there.ClientOrderId);
            Look(bench, 2);
            bench.Venue.Known[there.ClientOrderId] = there;
            Look(bench, 2);
        }

        Assert.Empty(bench.Venue.Calls);
    }

    [Fact]
    public void Look_TheStopWasFilledAndNobodyTold_TheFillEndsTheTrade()
    {
        using var bench = EngineBench.Started();
        var trade = bench.Open();
        Look(bench, 3);
        bench.Venue.Tells = false;
        bench.Do(() => bench.Venue.Fill(StopOf(bench).ClientOrderId, 0.01m, 49_400m));

        Look(bench, 4);

        Assert.Equal((TradePhase.Closed, ExitReasons.StopLoss, 49_400m), (bench.Trade(trade.TradeId).Phase, bench.Trade(trade.TradeId).ExitReason, bench.Trade(trade.TradeId).ExitPrice!.Value.Value));
    }

    [Fact]
    public void Look_TheVenueDoesNotAnswer_ChangesNothing()
    {
        using var bench = EngineBench.Started();
        bench.Open();
        CancelBehindOurBack(bench, StopOf(bench));
        bench.Venue.Fails.Add("find");
        bench.Venue.Calls.Clear();

        Look(bench, 10);

        Assert.Empty(bench.Venue.Calls);
    }

    [Fact]
    public void Look_AStopWhoseOutcomeIsUnknown_IsNobodysStopYet()
    {
        using var bench = EngineBench.Started();
        bench.Venue.Outcome = i => i.Purpose == OrderPurpose.StopLoss ? new SubmitOutcome.Unknown("no answer") : null;
        bench.Open();
        var asked = bench.Venue.Asked.GetValueOrDefault("find");

        bench.Await(bench.Engine.LookForStopsAsync);

        Assert.Equal(asked, bench.Venue.Asked.GetValueOrDefault("find"));
    }

    [Fact]
    public void Look_WhileAnEmergencyRuns_AsksNothing()
    {
        using var bench = EngineBench.Started();
        bench.Open();
        bench.Venue.Fails.Add("account");
        bench.Stop();
        var asked = bench.Venue.Asked.GetValueOrDefault("find");

        bench.Await(bench.Engine.LookForStopsAsync);

        Assert.Equal(asked, bench.Venue.Asked.GetValueOrDefault("find"));
    }

    [Theory]
    [InlineData(true, 60)]
    [InlineData(false, 120)]
    public void Looks_InAMinute_AreAsManyAsAllowed_AndTakeTurns(bool isFollowed, int expected)
    {
        using var bench = EngineBench.Started(
            new EngineSettings { Trades = new() { StopLooksPerMinute = 60, StopLooksPerMinuteAlone = 600 } }, change: p => p with { IsFollowed = () => isFollowed });
        bench.Open();
        Assert.Equal(TradePhase.Open, bench.Open(symbol: EngineBench.Eth).Phase);
        Look(bench, 10); // what was saved is used up
        var asked = bench.Venue.Asked["find"];

        Look(bench, 120);

        Assert.InRange(bench.Venue.Asked["find"] - asked, expected - 2, expected + 2);
    }

    [Fact]
    public void Flatten_AStopThatWasCanceled_ClosesThePositionAtOnce()
    {
        using var bench = EngineBench.Started(new EngineSettings { Trades = new() { Naked = NakedAction.Flatten } });
        var trade = bench.Open();
        var stop = StopOf(bench);

        CancelBehindOurBack(bench, stop);
        bench.Do(() => bench.Venue.Publish(stop with { Status = VenueOrderStatus.Canceled }));

        Assert.Equal((TradePhase.Closed, ExitReasons.ProtectionFailed), (bench.Trade(trade.TradeId).Phase, bench.Trade(trade.TradeId).ExitReason));
    }

    [Fact]
    public void Flatten_AStopThatIsReplacedByABetterOne_ClosesNothing()
    {
        using var bench = EngineBench.Started(new EngineSettings { Trades = new() { Naked = NakedAction.Flatten } });
        var trade = bench.Open();

        bench.Do(() => bench.Venue.Fill(bench.Venue.Orders.First(o => ClientOrderIds.TryParse(o.ClientOrderId, out _, out var p) && p == OrderPurpose.PartialTakeProfit).ClientOrderId, 0.005m, 50_750m));

        Assert.Equal((TradePhase.Open, 0.005m), (bench.Trade(trade.TradeId).Phase, bench.Trade(trade.TradeId).QuantityOpen.Value));
        Assert.Equal(50_000m, StopOf(bench).TriggerPrice!.Value.Value);
    }

    [Fact]
    public void Replace_AStopThatTheStreamTellsGone_IsThereAgainAtOnce()
    {
        using var bench = EngineBench.Started();
        bench.Open();
        var stop = StopOf(bench);

        CancelBehindOurBack(bench, stop);
        bench.Do(() => bench.Venue.Publish(stop with { Status = VenueOrderStatus.Canceled }));

        Assert.NotEqual(stop.ClientOrderId, StopOf(bench).ClientOrderId);
    }

    private static VenueOrder StopOf(EngineBench bench) => bench.Venue.Orders.Single(o => o.Type == OrderType.StopMarket);

    private static void CancelBehindOurBack(EngineBench bench, VenueOrder stop)
    {
        bench.Venue.Orders.Remove(stop);
        bench.Venue.Known[stop.ClientOrderId] = stop with { Status = VenueOrderStatus.Canceled };
    }

    private static void Look(EngineBench bench, int times)
    {
        for (var i = 0; i < times; i++)
        {
            bench.Pass(Tick);
            bench.Await(bench.Engine.LookForStopsAsync);
        }
    }
}
