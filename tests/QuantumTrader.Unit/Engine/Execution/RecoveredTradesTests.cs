using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>The other machine is gone, with its disk: what it had opened is looked after all the same.</summary>
public sealed class RecoveredTradesTests : IDisposable
{
    private readonly EngineBench _old = EngineBench.Started();

    public void Dispose() => _old.Dispose();

    [Fact]
    public void TakeOver_APositionOfOurs_BecomesATradeUnderItsOwnNameWithItsOrders()
    {
        var lost = _old.Open();
        using var bench = TakenOver(out _);

        var trade = bench.Trade(lost.TradeId);
        Assert.True(trade.IsRecovered);
        Assert.Equal((TradePhase.Open, new Quantity(0.01m), new Price(50_000m)), (trade.Phase, trade.QuantityOpen, trade.EntryPrice!.Value));
        Assert.Equal(lost.Orders.Select(o => o.ClientOrderId), trade.Orders.Select(o => o.ClientOrderId));
        Assert.Equal(lost.StopLoss, trade.StopLoss);
        Assert.Empty(bench.Venue.Calls); // its own stop protects it, nothing was strange
        Assert.Single(bench.Of<TradeRecovered>());
        Assert.Empty(bench.Of<TradeOpened>());
    }

    [Fact]
    public void TakeOver_APositionWithoutAStop_GetsOneAtOnce()
    {
        var lost = _old.Open();
        _old.Venue.Orders.Clear();
        using var bench = TakenOver(out _);

        Assert.Equal(0.01m, bench.Venue.Orders.Single(o => o.Type == OrderType.StopMarket).Quantity.Value);
        Assert.Equal(3, bench.Trade(lost.TradeId).Orders.Count);
    }

    [Fact]
    public void Recovered_ItsStopFills_ClosesLikeAnyTrade()
    {
        var lost = _old.Open();
        using var bench = TakenOver(out _);

        bench.Do(() => bench.Venue.Fill(lost.Orders.First(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value, 0.01m, 49_500m));
        bench.Pass(TimeSpan.FromSeconds(1));

        var trade = bench.Trade(lost.TradeId);
        Assert.Equal((TradePhase.Closed, ExitReasons.StopLoss), (trade.Phase, trade.ExitReason));
        Assert.Empty(bench.Venue.Orders);
        Assert.Single(bench.Of<TradeClosed>());
        Assert.Null(bench.Engine.Defect);
    }

    [Fact]
    public void Recovered_AfterAPartialExit_HoldsWhatIsLeftAndCountsNoFillTwice()
    {
        var lost = _old.Open();
        _old.Do(() => _old.Venue.Fill(lost.Orders.First(o => o.Purpose == OrderPurpose.PartialTakeProfit).ClientOrderId.Value, 0.005m, 50_750m));
        _old.Pass(TimeSpan.FromSeconds(1));
        using var bench = TakenOver(out _);

        foreach (var fill in bench.Venue.Fills)
        {
            bench.Do(() => bench.Engine.Updates.OnFill(fill)); // told again
        }

        var trade = bench.Trade(lost.TradeId);
        Assert.Equal(new Quantity(0.005m), trade.QuantityOpen);
        Assert.Equal(2, trade.FillIds.Count);
        Assert.Empty(bench.Book.Faults);
    }

    [Fact]
    public void Recovered_TheLostPlanTurnsUp_ChangesNothing()
    {
        var lost = _old.Open();
        using var bench = TakenOver(out _);
        var before = bench.Trade(lost.TradeId);

        bench.Do(() => _ = bench.Bus.PublishAsync(_old.Of<TradePlanned>().Single()).AsTask());

        Assert.Same(before, bench.Trade(lost.TradeId));
        Assert.Empty(bench.Book.HaltedSymbols);
    }

    [Fact]
    public void Recovered_TheJournalIsFoldedAgain_IsTheSameTrade()
    {
        var lost = _old.Open();
        using var bench = TakenOver(out var before);
        var again = new TradeBook();
        foreach (var journaled in bench.Journal.ReadAfter(before))
        {
            again.Apply(in journaled);
        }

        Assert.Equal(Infrastructure.Trades.TradeStateJson.Write(bench.Trade(lost.TradeId)), Infrastructure.Trades.TradeStateJson.Write(again.Find(lost.TradeId)!));
    }

    [Fact]
    public void TakeOver_APositionThatWasOpenedByHand_IsLeftAloneAndItsSymbolBlocked()
    {
        _old.Do(() => _old.Venue.Tell("web_4711", EngineBench.Btc, OrderSide.Buy, 0.02m, 50_000m));
        using var bench = TakenOver(out _);
        bench.Step();

        Assert.Empty(bench.Of<TradeRecovered>());
        Assert.Empty(bench.Venue.Calls);
        var intent = bench.Plan();
        Assert.Equal(DenialSet.SymbolBlocked, bench.Denials(intent) & DenialSet.SymbolBlocked);
    }

    [Fact]
    public void TakeOver_ATradeThatIsKnownToBeOver_GetsANewName()
    {
        var lost = _old.Open();
        using var bench = new EngineBench(venueOf: _old);
        bench.Book.Load(lost with { Phase = TradePhase.Closed, QuantityOpen = Quantity.Zero, Orders = [], ClosedAtUtc = bench.Now, FillIds = [1] });
        bench.Lease.Give(5);
        bench.Await(() => bench.Engine.StartAsync(null));
        bench.Pass(TimeSpan.FromSeconds(10));

        var trade = bench.Book.OpenFor(EngineBench.Btc)!;
        Assert.Equal(TradeId.Create("5-1"), trade.TradeId);
        Assert.True(trade.IsRecovered);
        Assert.Equal(3, bench.Venue.Orders.Count);
        Assert.All(bench.Venue.Orders, o => Assert.StartsWith("qt5-1-", o.ClientOrderId, StringComparison.Ordinal));
    }

    [Fact]
    public void TakeOver_TheVenueDoesNotGiveItsFills_AsksAgainBeforeItTrades()
    {
        _old.Open();
        using var bench = new EngineBench(venueOf: _old);
        bench.Venue.Fails.Add("conditionals");
        bench.Do(() => bench.Engine.Tasks.Run("start", () => bench.Engine.StartAsync(null)));
        bench.Pass(TimeSpan.FromMinutes(1));
        Assert.Empty(bench.Of<TradeRecovered>());
        Assert.Empty(bench.Venue.Calls);

        bench.Venue.Fails.Clear();
        bench.Pass(TimeSpan.FromSeconds(5));

        Assert.Single(bench.Of<TradeRecovered>());
    }

    private EngineBench TakenOver(out long journalBefore)
    {
        var bench = new EngineBench(venueOf: _old);
        journalBefore = bench.Journal.Health.LastSequence;
        bench.Lease.Take(LeaseState.Lost);
        bench.Await(() => bench.Engine.StartAsync(null));
        bench.Lease.Give(2);
        bench.Await(bench.Engine.FollowLeaseAsync);
        bench.Pass(TimeSpan.FromSeconds(1));
        return bench;
    }
}
