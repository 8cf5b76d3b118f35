using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Emergency.Triggers;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>What holds for all triggers: failing, switches, owners, and what is never a reason to stop.</summary>
public sealed class TriggerBoardTests
{
    [Fact]
    public void Evaluator_ThrowsOnce_ReducesUntilItWorksAgain()
    {
        var broken = new Broken();
        using var bench = new TriggerBench(more: [broken]);
        Assert.Equal(TradingMode.Active, bench.Mode);

        broken.Throws = 1;
        bench.Tick();
        Assert.Equal((TradingMode.ReduceOnly, null), (bench.Mode, bench.Stopped));
        Assert.Equal("failing", bench.State("BROKEN").State);
        bench.Tick();

        Assert.Equal((TradingMode.Active, null), (bench.Mode, bench.Stopped));
        Assert.Equal([true, false], bench.Acted(TriggerCodes.EvaluatorFailed).Select(a => a.Began));
    }

    [Fact]
    public void Evaluator_ThrowsThreeTimesInARow_Runs()
    {
        var broken = new Broken();
        using var bench = new TriggerBench(more: [broken]);
        broken.Throws = 2;
        bench.Tick();
        bench.Tick();
        bench.Tick(); // works: the row is broken
        broken.Throws = 2;
        bench.Tick();
        bench.Tick();
        Assert.Null(bench.Stopped);

        broken.Throws = 1;
        bench.Tick();

        Assert.Equal(TriggerCodes.EvaluatorFailed, bench.Stopped);
        Assert.Contains("BROKEN", bench.Engine.Record!.Latch.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluator_AnotherThrows_TheOthersAreStillLookedAt()
    {
        using var bench = new TriggerBench(o => o.EvaluatorFailuresMax = 100, more: [new Broken { Throws = 100 }]);
        for (var i = 0; i < 10; i++)
        {
            bench.EndTrade("STOP_LOSS");
        }

        bench.Tick();

        Assert.Equal(TriggerCodes.StopLosses, bench.Stopped);
    }

    [Fact]
    public void Facts_CannotBeTaken_IsAsBadAsAnEvaluatorThatThrows()
    {
        using var bench = new TriggerBench();
        bench.ThrowsWhenAsked = true;
        bench.Tick();
        Assert.Equal((TradingMode.ReduceOnly, null), (bench.Mode, bench.Stopped));
        bench.Tick();
        bench.Tick();

        Assert.Equal(TriggerCodes.EvaluatorFailed, bench.Stopped);
    }

    [Fact]
    public void Holds_OfTwoOwners_EachLiftsItsOwnAlone()
    {
        using var bench = new TriggerBench();
        bench.Critical = "it burns";
        bench.Engine.Venue.Wallet = 9_990m;
        bench.Compare();
        Assert.Equal([TriggerCodes.LedgerMismatch, TriggerCodes.SystemHealth], bench.Engine.Engine.Mode.Holds.Select(h => h.Owner).Order());

        bench.Critical = null;
        bench.Tick();
        Assert.Equal(TradingMode.ReduceOnly, bench.Mode);
        bench.Engine.Venue.Wallet = 10_000m;
        bench.Compare();

        Assert.Equal(TradingMode.Active, bench.Mode);
    }

    [Fact]
    public void LostLease_ForTenMinutesWithAPosition_NeverStopsAndNeverCloses()
    {
        using var bench = new TriggerBench();
        bench.Engine.Open();
        bench.Engine.Lease.Take(LeaseState.Lost);
        bench.Engine.Await(bench.Engine.Engine.FollowLeaseAsync);
        bench.RunWithoutBars(TimeSpan.FromMinutes(10));

        Assert.Null(bench.Stopped);
        Assert.Equal(0.01m, bench.Engine.Venue.HeldOf(EngineBench.Btc));
    }

    /// <summary>Here the engine goes on looking after what is open, and at its triggers.</summary>
    [Fact]
    public void UnprovenLease_ForTenMinutesWithAPosition_NeverStopsAndNeverCloses()
    {
        using var bench = new TriggerBench();
        bench.Engine.Open();
        bench.Engine.Lease.Take(LeaseState.Unproven);
        bench.Engine.Await(bench.Engine.Engine.FollowLeaseAsync);
        bench.Run(TimeSpan.FromMinutes(10));

        Assert.True(bench.Engine.Engine.Leadership.IsOnDuty);
        Assert.False(bench.MayEnter());
        Assert.Null(bench.Stopped);
        Assert.Equal(0.01m, bench.Engine.Venue.HeldOf(EngineBench.Btc));
    }

    [Fact]
    public void RedisAway_ForTenMinutesWithAPosition_NeverStops()
    {
        using var bench = new TriggerBench();
        bench.Engine.Open();
        bench.Engine.Storage = new StorageFacts { IsReady = false, Cause = "away", Backlog = 1_000_000 };
        bench.Run(TimeSpan.FromMinutes(10));

        Assert.False(bench.MayEnter());
        Assert.Equal((TradingMode.Active, null), (bench.Mode, bench.Stopped));
        Assert.Equal(0.01m, bench.Engine.Venue.HeldOf(EngineBench.Btc));
    }

    [Fact]
    public void SwitchedOff_EachOfThem_DoesNothingAndSaysSo()
    {
        using var bench = new TriggerBench(o =>
            (o.DailyLoss, o.DataStale, o.LedgerMismatch, o.Rejects, o.StopLosses, o.OrderRate, o.LossVelocity, o.SystemHealth, o.EvaluatorFailed) =
            (false, false, false, false, false, false, false, false, false), more: [new Broken { Throws = 100 }]);
        bench.Engine.Open();
        bench.Critical = "it burns";
        bench.Engine.Venue.Wallet = 9_900m;
        bench.Compare();
        bench.Reject(EngineBench.Btc, 5);
        bench.Lose(900m);
        for (var i = 0; i < 50; i++)
        {
            bench.EndTrade("STOP_LOSS");
            bench.SendEntry();
        }

        bench.Run(TimeSpan.FromSeconds(3));
        bench.RunWithoutBars(TimeSpan.FromMinutes(6));

        Assert.Equal((TradingMode.Active, null), (bench.Mode, bench.Stopped));
        Assert.Empty(bench.Engine.Engine.Pauses.All);
        Assert.Equal(9, bench.Engine.Engine.TriggerStates().Count(s => s.State == TriggerState.Off));
    }

    [Fact]
    public void SwitchedOff_DrawdownAndByHand_HaveNoSwitch() =>
        Assert.DoesNotContain(typeof(TriggersOptions).GetProperties(), p => p.Name.Contains("Drawdown", StringComparison.Ordinal) || p.Name.Contains("Manual", StringComparison.Ordinal));

    [Fact]
    public void Look_NothingChanges_AllocatesNothing()
    {
        using var bench = new TriggerBench();
        bench.Engine.Open();
        bench.Run(TimeSpan.FromSeconds(5));
        var least = long.MaxValue;
        bench.Engine.Do(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                bench.Engine.Engine.OnTick();
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        });

        Assert.Equal(0, least);
    }

    private sealed class Broken : ITrigger
    {
        /// <summary>How many looks throw from now on.</summary>
        public int Throws { get; set; }

        public string Code => "BROKEN";

        public TriggerVerdict Evaluate(in TriggerFacts now) => Throws-- > 0 ? throw new FormatException("broken") : TriggerVerdict.None;

        public string Explain(in TriggerFacts now) => "broken";
    }
}
