using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Emergency;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>What a drawdown says on the way down, whether its stop succeeded, what survives, and what a reset must say about the peak.</summary>
public sealed class DrawdownOutcomeTests
{
    [Fact]
    public void WayDown_EachTier_IsToldOnceAndAnewAfterARecovery()
    {
        using var bench = Quiet();
        foreach (var loss in new[] { 590m, 10m, 100m, 100m, -100m, 50m, -750m, 700m })
        {
            bench.Lose(loss);
            bench.Run(TimeSpan.FromSeconds(2));
        }

        Assert.Equal([DrawdownTier.Caution, DrawdownTier.Warning, DrawdownTier.Caution], bench.Engine.Of<DrawdownWarned>().Select(w => w.Tier));
        Assert.Null(bench.Stopped);
    }

    [Fact]
    public void Stop_ThatLeavesTheAccountFlat_IsSaidToHaveSucceeded()
    {
        using var bench = Quiet();
        bench.Engine.Open();
        bench.Lose(1_500m);
        bench.Run(TimeSpan.FromSeconds(10));

        var trigger = Assert.Single(bench.Engine.Of<CircuitBreakerTriggered>());
        Assert.Equal((true, new Usd(8_500m), new Fraction(0.15m)), (trigger.IsGap, trigger.FirstAtLimit, trigger.Drawdown));
        var end = Assert.Single(bench.Engine.Of<CircuitBreakerEnded>());
        Assert.Equal((true, EmergencyRunState.Flat, bench.Engine.Record!.Latch.EmergencyId), (end.Succeeded, end.RunState, end.EmergencyId));
        Assert.InRange(end.Took, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Stop_ThatIsStuck_IsSaidNotToHaveSucceededUntilItDoes()
    {
        using var bench = Quiet();
        bench.Engine.Open();
        bench.Engine.Venue.Outcome = _ => new SubmitOutcome.Rejected(-1, "closed for today");
        bench.Lose(1_000m);
        bench.Run(TimeSpan.FromMinutes(3));
        Assert.Equal([false], bench.Engine.Of<CircuitBreakerEnded>().Select(e => e.Succeeded));

        bench.Engine.Venue.Outcome = null;
        bench.Run(TimeSpan.FromMinutes(2));

        Assert.Equal([false, true], bench.Engine.Of<CircuitBreakerEnded>().Select(e => e.Succeeded));
    }

    [Fact]
    public void Trip_IsStoredBeforeTheRunEnds_AndARestartWithoutItsLatchStopsAgain()
    {
        using var bench = Quiet();
        bench.Lose(1_000m);
        bench.Step();
        bench.Step();
        var stored = bench.Engine.Await(() => bench.Engine.Drawdowns.ReadAsync(CancellationToken.None))!;
        Assert.True(stored.IsTripped);

        using var restarted = new TriggerBench(drawdown: stored);

        Assert.Equal("DRAWDOWN", restarted.Stopped);
        Assert.Contains(nameof(DrawdownCause.Remembered), restarted.Engine.Record!.Latch.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Reset_ClearsTheTripInTheStore()
    {
        using var bench = Tripped();

        Assert.True(bench.Engine.Reset(rebasePeak: true).Done);

        var stored = bench.Engine.Await(() => bench.Engine.Drawdowns.ReadAsync(CancellationToken.None))!;
        Assert.Equal((false, new Usd(9_000m), new Usd(10_000m)), (stored.IsTripped, stored.Peak, stored.AllTimePeak));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(0.10, false)]
    [InlineData(0.0, false)]
    [InlineData(1.5, false)]
    [InlineData(0.12, true)]
    public void Reset_KeepingThePeak_NeedsALimitWiderThanThePresentDrawdown(double? limit, bool done)
    {
        using var bench = Tripped();
        var receipt = Reset(bench, rebase: false, limit);
        bench.Run(TimeSpan.FromSeconds(5));

        Assert.Equal(done, receipt.Done);
        Assert.Equal(!done, bench.Engine.Engine.Emergency.IsLatched);
        Assert.Equal(done ? 0.12m : 0.10m, bench.Engine.Policies.Current!.DrawdownLimit.Value);
        Assert.Equal(new Usd(10_000m), bench.Engine.Engine.Equity.Last.Peak);
    }

    [Fact]
    public void Reset_RebasingThePeak_TakesNoNewLimit()
    {
        using var bench = Tripped();

        Assert.False(Reset(bench, rebase: true, 0.12).Done);
        Assert.True(Reset(bench, rebase: true, null).Done);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void FirstReading_TheVenueHasMarksOfItsOwn_ItsAgreementStopsAtOnce(bool hasOwnMarks, bool stops)
    {
        using var bench = Quiet(hasOwnMarks);
        bench.Lose(1_000m);
        bench.Engine.Step();

        Assert.Equal(stops, bench.Engine.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void FirstReading_TheVenueDisagrees_NothingStopsAndTheNextMarkLiftsIt()
    {
        using var bench = Quiet(hasOwnMarks: true);
        bench.Engine.Open(quantity: 0.01m);
        bench.Lose(501m);
        bench.Step();
        bench.Step(0.01m); // a bad tick: 500 USD of the position are gone in our marks
        Assert.Equal(DrawdownStatus.Suspected, bench.Engine.Engine.Equity.Last.Status);
        Assert.False(bench.MayEnter());

        bench.Step(50_000m);

        Assert.False(bench.Engine.Engine.Emergency.IsLatched);
        Assert.Equal(DrawdownStatus.Normal, bench.Engine.Engine.Equity.Last.Status);
    }

    [Fact]
    public void Suspicion_MarksOfOtherSymbolsAlone_ConfirmNothing()
    {
        using var bench = Quiet();
        bench.Engine.Open(quantity: 0.01m);
        bench.Lose(501m);
        bench.Step(0.01m);
        Assert.Equal(DrawdownStatus.Suspected, bench.Engine.Engine.Equity.Last.Status);
        bench.Engine.Pass(TimeSpan.FromSeconds(1));
        bench.Engine.Do(() => bench.Engine.Engine.OnStep([bench.Engine.BarOf(EngineBench.Eth)]));

        Assert.False(bench.Engine.Engine.Emergency.IsLatched);
    }

    private static TriggerBench Quiet(bool hasOwnMarks = false) => new(o => (o.DailyLoss, o.LossVelocity) = (false, false), venueHasOwnMarks: hasOwnMarks);

    private static TriggerBench Tripped()
    {
        var bench = Quiet();
        bench.Lose(1_000m);
        bench.Run(TimeSpan.FromSeconds(3));
        bench.Engine.Until(() => bench.Engine.Record is { IsRunOver: true }, "the account was flat");
        return bench;
    }

    private static ResetReceipt Reset(TriggerBench bench, bool rebase, double? limit) => bench.Engine.Await(() => bench.Engine.Engine.Emergency.ResetAsync(
        new ResetRequest("tester", "checked", rebase, "RESET") { DrawdownLimit = limit is { } l ? new Fraction((decimal)l) : null }));
}
