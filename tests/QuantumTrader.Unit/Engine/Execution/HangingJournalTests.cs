using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Unit.Engine.Fakes;

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
