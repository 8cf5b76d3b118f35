using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>A trade that the venue does not hold has one clean end, and nothing that is only not known has it.</summary>
public sealed class MissingPositionsTests : IDisposable
{
    private readonly EngineBench _old = EngineBench.Started();
    private readonly List<EngineBench> _benches = [];

    public void Dispose()
    {
        _benches.ForEach(b => b.Dispose());
        _old.Dispose();
    }

    [Fact]
    public void TakenOver_NotAtThisVenue_EndsOnceAndIsNotTriedForEver()
    {
        var bench = Phantom(out var lost);
        var view = new EngineViewBuilder(bench.Engine, TradingEnvironment.Paper, "", null, bench.Time);
        bench.Bus.Subscribe(view.OnEvent);
        var ended = 0;
        var learn = bench.Engine.Desk.TradeEnded;
        bench.Engine.Desk.TradeEnded = t =>
        {
            ended++;
            learn?.Invoke(t);
        };
        Look(bench, 3);
        var sent = bench.Venue.Calls.Count;
        Look(bench, 20);

        var trade = bench.Trade(lost.TradeId);
        Assert.Equal((TradePhase.Closed, ExitReasons.NotAtVenue), (trade.Phase, trade.ExitReason));
        Assert.Equal((0m, 0.01m), (trade.QuantityOpen.Value, trade.QuantityUnexplained.Value));
        Assert.Null(trade.ExitPrice);
        Assert.Empty(trade.Orders);
        Assert.Equal(new Quantity(0.01m), Assert.Single(bench.Of<TradeNotAtVenue>()).Quantity);
        Assert.Empty(bench.Of<TradeClosed>());
        Assert.Equal((0, sent), (ended, bench.Venue.Calls.Count));
        var row = Assert.Single(view.Build().ClosedTrades);
        Assert.Equal((null, ExitReasons.NotAtVenue), (row.NetPnl, row.ExitReason));
        Assert.Null(bench.Engine.Defect);
        Assert.Empty(bench.Book.Faults);
    }

    [Fact]
    public void TakenOver_AfterTheEnd_TheSymbolTradesAgain()
    {
        var bench = Phantom(out _);
        Look(bench, 3);
        Assert.True(bench.Engine.Pauses.IsPaused(EngineBench.Btc)); // the venue refused to protect what it does not hold
        bench.Pass(bench.Settings.Triggers.RejectsPause);
        bench.Do(bench.Engine.OnTick);

        bench.Step();
        var next = bench.Open();

        Assert.Equal(TradePhase.Open, next.Phase);
        Look(bench, 5);
        Assert.Equal(TradePhase.Open, bench.Trade(next.TradeId).Phase);
        Assert.Single(bench.Of<TradeNotAtVenue>());
    }

    [Fact]
    public void Look_OnlyOnceOrTooSoon_EndsNothing()
    {
        var bench = Phantom(out var lost);
        Look(bench, 1, TimeSpan.FromMilliseconds(400));
        Look(bench, 1, TimeSpan.FromMilliseconds(400));
        Assert.False(bench.Trade(lost.TradeId).IsOver);

        bench.Pass(TimeSpan.FromSeconds(1));
        Look(bench, 1);
        Assert.True(bench.Trade(lost.TradeId).IsOver);
    }

    [Theory]
    [InlineData("account")]
    [InlineData("fills")]
    public void Look_TheVenueCannotBeRead_EndsNothing(string question)
    {
        var bench = Phantom(out var lost);
        bench.Venue.Fails.Add(question);
        Look(bench, 20);
        Assert.False(bench.Trade(lost.TradeId).IsOver);

        bench.Venue.Fails.Clear();
        Look(bench, 3);
        Assert.True(bench.Trade(lost.TradeId).IsOver);
    }

    [Fact]
    public void Look_TheSameOldReadingAgainAndAgain_EndsNothing()
    {
        var bench = Phantom(out var lost);
        bench.Venue.AccountAsOfUtc = bench.Now;

        Look(bench, 20);

        Assert.False(bench.Trade(lost.TradeId).IsOver);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Look_LeaseNotHeldOrDiskFailing_EndsNothing(bool leaseIsHeld, bool diskWorks)
    {
        var bench = Phantom(out var lost);
        bench.Journal.Fault = diskWorks ? Fault.None : Fault.Fails;
        if (!leaseIsHeld)
        {
            bench.Lease.Take(LeaseState.Unproven);
        }

        Look(bench, 20);

        Assert.False(bench.Trade(lost.TradeId).IsOver);
    }

    [Fact]
    public void Look_AFillThatNobodyTold_ClosesTheTradeByItsStopAndNotSo()
    {
        var trade = _old.Open();
        _old.Venue.Tells = false;
        _old.Do(() => _old.Venue.Fill(StopOf(trade), 0.01m, 49_500m));

        Look(_old, 10);

        Assert.Equal(ExitReasons.StopLoss, _old.Trade(trade.TradeId).ExitReason);
        Assert.Empty(_old.Of<TradeNotAtVenue>());
        Assert.Single(_old.Of<TradeClosed>());
    }

    /// <summary>The venue's list of fills is behind; that the order is filled, it knows.</summary>
    [Fact]
    public void Look_AFillThatIsNotListedYet_IsWaitedFor()
    {
        var trade = _old.Open();
        _old.Venue.Tells = false;
        _old.Venue.FillsListedUpTo = _old.Venue.Fills.Count;
        _old.Do(() => _old.Venue.Fill(StopOf(trade), 0.01m, 49_500m));
        Look(_old, 20);
        Assert.False(_old.Trade(trade.TradeId).IsOver);

        _old.Venue.FillsListedUpTo = long.MaxValue;
        Look(_old, 3);
        Assert.Equal((TradePhase.Closed, ExitReasons.StopLoss), (_old.Trade(trade.TradeId).Phase, _old.Trade(trade.TradeId).ExitReason));
    }

    [Fact]
    public void Look_AnExitWhoseFateIsUnknown_IsWaitedFor()
    {
        var trade = _old.Open();
        _old.Venue.Outcome = i => i.Purpose == OrderPurpose.Exit ? new SubmitOutcome.Unknown("no answer") : null;
        _old.Venue.Fails.Add("find");
        _old.Do(() => _old.Engine.Desk.Exit(trade, ExitReasons.Timeout));
        _old.Venue.Hold(EngineBench.Btc, 0m);

        Look(_old, 20);

        Assert.Empty(_old.Of<TradeNotAtVenue>());
        Assert.False(_old.Trade(trade.TradeId).IsOver);
    }

    [Fact]
    public void Look_AStopIsRunning_IsLeftToIt()
    {
        var bench = Phantom(out var lost);
        bench.Venue.Fails.Add("conditionals");
        bench.Stop();
        Look(bench, 10);
        Assert.False(bench.Trade(lost.TradeId).IsOver);

        bench.Venue.Fails.Clear();
        bench.Until(() => bench.Record!.IsRunOver, "the account was flat");
        Look(bench, 3);
        Assert.True(bench.Trade(lost.TradeId).IsOver);
    }

    private static string StopOf(TradeState trade) => trade.Orders.First(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value;

    /// <summary>A stand-by with a venue of its own takes over a trade that is held elsewhere.</summary>
    private EngineBench Phantom(out TradeState lost)
    {
        _old.Plan(symbol: EngineBench.Eth); // so that no trade here has the same name
        var state = lost = _old.Open();
        var bench = new EngineBench();
        _benches.Add(bench);
        bench.MergeTrades = () =>
        {
            bench.Book.Load(state with { LastSequence = 0 }); // in this process's journal nothing was said of it
            return Task.CompletedTask;
        };
        bench.Lease.Take(LeaseState.Lost);
        bench.Await(() => bench.Engine.StartAsync(null));
        bench.Lease.Give(2);
        bench.Await(bench.Engine.FollowLeaseAsync);
        bench.Step();
        return bench;
    }

    private static void Look(EngineBench bench, int times, TimeSpan? every = null)
    {
        for (var i = 0; i < times; i++)
        {
            bench.Await(bench.Engine.ReconcileAsync);
            bench.Pass(every ?? TimeSpan.FromSeconds(5));
        }
    }
}
