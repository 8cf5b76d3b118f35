using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>A disk that neither takes nor refuses: what reduces a position goes out all the same, once.</summary>
public sealed class HangingJournalTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Exit_GoesOutAfterTheLimitAndOnce()
    {
        var trade = _bench.Open();
        _bench.Journal.Fault = Fault.Hangs;
        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.Timeout));

        _bench.Pass(TimeSpan.FromMilliseconds(999));
        Assert.Empty(Exits());
        _bench.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Single(Exits());
        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
        _bench.Pass(TimeSpan.FromMinutes(10));
        Assert.Single(Exits());

        _bench.Do(_bench.Journal.Release);
        _bench.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(TradePhase.Closed, _bench.Trade(trade.TradeId).Phase);
        Assert.Equal(ExitReasons.Timeout, _bench.Trade(trade.TradeId).ExitReason);
        Assert.Empty(_bench.Venue.Orders);
        Assert.Null(_bench.Engine.Defect);
    }

    [Fact]
    public void Exit_TheVenueRefuses_IsTriedAgainAlthoughTheDiskHangs()
    {
        var trade = _bench.Open();
        _bench.Journal.Fault = Fault.Hangs;
        var refusals = 1;
        _bench.Venue.Outcome = i => i.Purpose == OrderPurpose.Exit && refusals-- > 0 ? new SubmitOutcome.Rejected(-1001, "try again") : null;
        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.Timeout));

        _bench.Until(() => _bench.Venue.HeldOf(trade.Symbol) == 0m, "the exit went out");

        Assert.Equal(2, Exits().Count());
    }

    /// <summary>The book does not see the stop for as long as the disk hangs: that must not look like a venue that takes none.</summary>
    [Fact]
    public void Stop_TheDiskHangsOnItsIntent_IsPlacedOnceAndTheTradeGoesOn()
    {
        var intent = _bench.Plan();
        _bench.Venue.Outcome = i =>
        {
            _bench.Journal.HangsOn = i.Purpose == OrderPurpose.Entry ? typeof(OrderIntended) : _bench.Journal.HangsOn;
            return null;
        };
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());

        _bench.Pass(TimeSpan.FromMinutes(5));
        Assert.Single(_bench.Venue.Sent("submit"), c => c.EndsWith("StopMarket", StringComparison.Ordinal));
        Assert.Equal(0.01m, _bench.Venue.HeldOf(intent.Symbol));

        _bench.Do(_bench.Journal.Release);
        _bench.Pass(TimeSpan.FromSeconds(5));

        var trade = _bench.Trade(intent.TradeId);
        Assert.Equal(TradePhase.Open, trade.Phase);
        Assert.Equal(3, trade.Orders.Count);
        Assert.All(trade.Orders, o => Assert.Equal(TradeOrderStage.Working, o.Stage));
        Assert.Equal(3, _bench.Venue.Orders.Count);
    }

    /// <summary>The worst moment: the entry is on the wire, and the book never hears of its fill.</summary>
    [Fact]
    public void Fill_TheDiskHangsOnIt_ThePositionIsProtectedAllTheSameAndOnce()
    {
        var intent = _bench.Plan();
        _bench.Venue.Outcome = i =>
        {
            _bench.Journal.Fault = i.Purpose == OrderPurpose.Entry ? Fault.Hangs : _bench.Journal.Fault;
            return null;
        };
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());
        _bench.Pass(TimeSpan.FromSeconds(2));
        Assert.Empty(_bench.Venue.Orders);

        Reconcile(6);
        Assert.Equal((0.01m, 49_500m), _bench.Venue.Orders.Select(o => (o.Quantity.Value, o.TriggerPrice!.Value.Value)).Single());

        _bench.Do(_bench.Journal.Release);
        _bench.Pass(TimeSpan.FromSeconds(10));
        Reconcile(8);

        Assert.Single(_bench.Venue.Orders, o => o.Type == OrderType.StopMarket);
        Assert.Equal(3, _bench.Trade(intent.TradeId).Orders.Count);
        Assert.Equal(TradePhase.Open, _bench.Trade(intent.TradeId).Phase);
        Assert.Null(_bench.Engine.Defect);
    }

    [Fact]
    public void Entry_IsNeverSent()
    {
        _bench.Journal.HangsOn = typeof(OrderIntended);
        var intent = _bench.Plan();
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());

        _bench.Pass(TimeSpan.FromMinutes(5));
        _bench.Do(_bench.Journal.Release);
        _bench.Pass(TimeSpan.FromMinutes(5));

        Assert.Empty(_bench.Venue.Sent("submit"));
        Assert.Equal(TradePhase.Denied, _bench.Trade(intent.TradeId).Phase);
        Assert.Single(_bench.Of<OrderDenied>());
        Assert.Equal(0, _bench.Engine.Reservations.Count);
        Assert.Null(_bench.Engine.Defect);
    }

    [Fact]
    public void Entry_WaitsForItsIntent_IsGivenUpAfterItsTimeAndShownAtOnce()
    {
        var view = View();
        _bench.Journal.HangsOn = typeof(OrderIntended);
        var intent = _bench.Plan();
        Task<ExecutionResult>? sending = null;
        _bench.Do(() => sending = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());

        _bench.Pass(_bench.Settings.Risk.IntentAgeMax - TimeSpan.FromMilliseconds(1));
        Assert.False(sending!.IsCompleted);
        Assert.Empty(view.Build().Denials);
        _bench.Pass(TimeSpan.FromMilliseconds(1));

        Assert.Equal(DenialSet.JournalUnavailable, Assert.IsType<ExecutionResult.Denied>(EngineBench.Ended(sending)).Denials);
        Assert.Equal("JOURNAL_UNAVAILABLE", Assert.Single(Assert.Single(view.Build().Denials).Codes));
        _bench.Do(_bench.Journal.Release);
        _bench.Pass(TimeSpan.FromSeconds(5));
        Assert.Single(view.Build().Denials); // not told twice
        Assert.Empty(_bench.Venue.Calls);
    }

    [Fact]
    public void Entry_AnotherEventIsOverdue_IsDeniedAndShownAtOnce()
    {
        var view = View();
        var intent = _bench.Plan();
        _bench.Journal.Fault = Fault.Hangs;
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());
        _bench.Pass(TimeSpan.FromSeconds(2));
        var next = _bench.Plan(symbol: EngineBench.Eth, quantity: 0.1m);
        Task<ExecutionResult>? sending = null;

        _bench.Do(() => sending = _bench.Engine.Executor.SubmitAsync(next, "", null).AsTask());

        var denials = Assert.IsType<ExecutionResult.Denied>(EngineBench.Ended(sending)).Denials;
        Assert.Equal(DenialSet.JournalUnavailable, denials & DenialSet.JournalUnavailable);
        Assert.Equal(2, view.Build().Denials.Count);
        Assert.Empty(_bench.Venue.Calls);
    }

    [Fact]
    public void Entry_TheDiskIsKnownToHang_IsDeniedAndShownAtOnce()
    {
        var view = View();
        var intent = _bench.Plan();
        (_bench.Journal.Fault, _bench.Journal.IsStalled) = (Fault.Hangs, true);
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());

        Assert.Equal("JOURNAL_UNAVAILABLE", Assert.Single(Assert.Single(view.Build().Denials).Codes));
        Assert.Equal(0, _bench.Engine.Reservations.Count);
        Assert.Empty(_bench.Venue.Calls);
    }

    /// <summary>The desk's own stop is on the wire and the venue does not show it yet: a second one would close the next position.</summary>
    [Fact]
    public void Stop_OnTheWireWhileTheDiskHangs_IsNotPlacedTwice()
    {
        var intent = _bench.Plan();
        _bench.Venue.Outcome = i =>
        {
            if (i.Purpose == OrderPurpose.StopLoss)
            {
                (_bench.Journal.Fault, _bench.Journal.IsStalled) = (Fault.Hangs, true);
                _bench.Venue.Hangs.Add("submit");
            }

            return i.Purpose == OrderPurpose.StopLoss ? new SubmitOutcome.Unknown("still under way") : null;
        };
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());

        for (var i = 0; i < 4; i++)
        {
            _bench.Do(() => _bench.Engine.Tasks.Run("reconcile", _bench.Engine.ReconcileAsync));
            _bench.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Single(_bench.Venue.Sent("submit"), c => c.EndsWith("StopMarket", StringComparison.Ordinal));
    }

    /// <summary>No stop can be placed beyond the market, and the desk does not know that anything is held.</summary>
    [Fact]
    public void Fill_TheDiskHangsOnItAndTheStopsLevelIsPassed_ThePositionIsClosed()
    {
        var intent = _bench.Plan();
        _bench.Venue.Outcome = i =>
        {
            _bench.Journal.Fault = i.Purpose == OrderPurpose.Entry ? Fault.Hangs : _bench.Journal.Fault;
            return i.Type == OrderType.StopMarket ? new SubmitOutcome.Rejected(VenueCodes.WouldTriggerImmediately, "passed") : null;
        };
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());

        Reconcile(6);
        Assert.Equal(0m, _bench.Venue.HeldOf(intent.Symbol));
        Assert.Single(Exits());

        _bench.Do(_bench.Journal.Release);
        _bench.Pass(TimeSpan.FromSeconds(30));
        Reconcile(4);
        Assert.Equal((TradePhase.Closed, ExitReasons.StopLoss), (_bench.Trade(intent.TradeId).Phase, _bench.Trade(intent.TradeId).ExitReason));
        Assert.Empty(_bench.Venue.Orders);
        Assert.Null(_bench.Engine.Defect);
    }

    private EngineViewBuilder View()
    {
        var view = new EngineViewBuilder(_bench.Engine, TradingEnvironment.Paper, "", null, _bench.Time);
        _bench.Bus.Subscribe(view.OnEvent);
        _bench.Engine.Executor.DeniedUnrecorded = view.OnUnrecorded;
        return view;
    }

    private void Reconcile(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _bench.Do(() => _bench.Engine.Tasks.Run("reconcile", _bench.Engine.ReconcileAsync));
            _bench.Pass(TimeSpan.FromSeconds(5));
        }
    }

    private IEnumerable<string> Exits() => _bench.Venue.Sent("submit qt1-1-x");
}
