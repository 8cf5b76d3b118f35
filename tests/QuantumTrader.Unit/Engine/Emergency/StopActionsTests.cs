using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>What people look at and try: the preview, the drill, the picture.</summary>
public sealed class StopActionsTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();
    private readonly StopActions _actions;

    public StopActionsTests() => _actions = new StopActions(
        _bench.Context, () => _bench.Engine, new StopDrill(() => new MemoryLatchStore(), _bench.Time), _bench.Archive, _bench.Bus, new SeededIds(5), _bench.Time, _bench.Settings.Emergency);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Preview_SaysWhatGoesAndWhatItCosts_AndSendsNothing()
    {
        _bench.Open();
        _bench.Venue.Hold(EngineBench.Eth, -250.0004m);
        _bench.Place("by-hand", OrderSide.Buy, OrderType.Limit);
        _bench.Venue.Calls.Clear();

        var preview = Ask(() => _actions.PreviewAsync(CancellationToken.None)).Preview!;

        Assert.Empty(_bench.Venue.Calls);
        Assert.Equal([OrderOwner.Stranger, OrderOwner.Ours], preview.Closes.Select(c => c.Owner));
        Assert.Equal(new Quantity(0.0004m), preview.Closes[0].Dust);
        Assert.True(preview.Closes[0].Orders > 1); // larger than one order may be
        Assert.Contains(preview.Cancels, c => c.ClientOrderId == "by-hand" && c.Owner == OrderOwner.Stranger && !c.AfterItsPosition);
        Assert.Contains(preview.Cancels, c => c.AfterItsPosition);
        Assert.Equal(preview.Closes.Sum(c => c.Notional.Value), preview.Notional.Value);
        Assert.Equal((250m + 0.01m) * 50_000m * 0.0006m, preview.CostEstimate.Value);
    }

    [Fact]
    public void Preview_TheVenueCannotBeRead_IsRefusedAndNotEmpty()
    {
        _bench.Venue.Fails.Add("conditionals");

        var receipt = Ask(() => _actions.PreviewAsync(CancellationToken.None));

        Assert.Null(receipt.Preview);
        Assert.Contains("cannot be read", receipt.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Drill_WithPositionsAndOrders_RunsOnACopyAndLeavesTheAccountAlone()
    {
        _bench.Open();
        _bench.Venue.Hold(EngineBench.Eth, -0.5m);
        _bench.Place("by-hand", OrderSide.Buy, OrderType.Limit);
        var (calls, orders) = (_bench.Venue.Calls.Count, _bench.Venue.Orders.Count);

        var report = Ask(() => _actions.DrillAsync("anna", CancellationToken.None)).Report!;

        Assert.True(report.WentWell, report.Detail);
        Assert.Equal((2, orders, 0), (report.Positions, report.Orders, report.NotCopied));
        Assert.True(report.Receipts >= report.Positions + report.Orders);
        Assert.True(report.FirstOrderAfter <= report.AllSentAfter && report.AllSentAfter < report.FlatAfter);
        Assert.Equal((calls, orders, -0.5m), (_bench.Venue.Calls.Count, _bench.Venue.Orders.Count, _bench.Venue.HeldOf(EngineBench.Eth)));
        Assert.False(_bench.Engine.Emergency.IsLatched);
        Assert.Null(_bench.Policies.Current?.EmergencyId);
        Assert.Equal(report.DrillId, Assert.Single(_bench.Of<EmergencyDrilled>()).DrillId);
        Assert.Equal(report, _bench.Archive.LastDrill());
    }

    [Fact]
    public void Drill_GivenUpForARealStop_LeavesNothingBehindThatGoesOn()
    {
        _bench.Open();
        Task<DrillReceipt>? drill = null;
        _bench.Do(() => drill = _actions.DrillAsync("anna", CancellationToken.None));
        _bench.Pass(TimeSpan.FromMilliseconds(60));

        _bench.StopAndFlatten();
        _bench.Until(() => drill!.IsCompleted, "the drill was given up");
        _bench.Pass(TimeSpan.FromMinutes(2));

        Assert.False(EngineBench.Ended(drill).Report!.WentWell);
        Assert.Null(_bench.Time.NextDueUtc);
    }

    [Fact]
    public void Drill_NeverTooOldOrFailed_IsDue()
    {
        Assert.True(Look().IsDrillDue);
        Ask(() => _actions.DrillAsync("anna", CancellationToken.None));
        Assert.False(Look().IsDrillDue);

        _bench.Pass(_bench.Settings.Emergency.DrillEvery);
        Assert.True(Look().IsDrillDue);
    }

    [Fact]
    public void Drill_WhileTradingIsStopped_IsRefused()
    {
        _bench.StopAndFlatten();

        Assert.Contains("in earnest", Ask(() => _actions.DrillAsync("anna", CancellationToken.None)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_DuringARun_ShowsItsReceipts()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        Assert.Empty(Look().Receipts);
        _bench.Venue.Outcome = _ => new SubmitOutcome.Rejected(-1008, "no");
        _bench.Stop();
        _bench.Pass(TimeSpan.FromSeconds(1));

        var picture = Look();

        Assert.Equal(_bench.Record!.RunName, picture.Run);
        Assert.Equal(ReceiptOutcome.Rejected, Assert.Single(picture.Receipts).Outcome);
    }

    [Fact]
    public void Status_TellsModeCountsAndTheLastRun()
    {
        _bench.Do(() => _bench.Engine.Emergency.See(_bench.Engine.EffectiveMode, 2, 3));
        Assert.Equal((Domain.Policy.TradingMode.Active, 2, 3), (_bench.Engine.Emergency.Status.Mode, _bench.Engine.Emergency.Status.Positions, _bench.Engine.Emergency.Status.Orders));
        var run = _bench.StopAndFlatten().RunName;
        _bench.Until(() => _bench.Engine.Emergency.Status.LastRun is not null, "the run was certified");

        var status = _bench.Engine.Emergency.Status;

        Assert.Equal((Domain.Policy.TradingMode.Halted, run, EmergencyRunState.Flat), (status.Mode, status.LastRun!.Run, status.LastRun.Outcome));
    }

    private StopPicture Look() => Ask(() => _actions.LookAsync(CancellationToken.None));

    private T Ask<T>(Func<Task<T>> ask)
    {
        var asked = ask();
        _bench.Do(() => { });
        _bench.Until(() => asked.IsCompleted, "it was answered");
        return asked.GetAwaiter().GetResult();
    }
}
