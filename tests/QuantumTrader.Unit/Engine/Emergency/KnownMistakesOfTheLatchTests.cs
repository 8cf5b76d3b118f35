using CsCheck;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>Mistakes that stops are known to make about whether trading is stopped, each by name; none of them is ours.</summary>
public sealed class KnownMistakesOfTheLatchTests
{
    private static readonly EmergencyLatch Elsewhere = new(Guid.Parse("11111111-2222-3333-4444-555555555555"), "loss", "MANUAL", "another process", new(2026, 3, 1, 11, 0, 0, TimeSpan.Zero));

    /// <summary>The executor asks one stop and the rest of the program another.</summary>
    [Theory]
    [InlineData("pressed here")]
    [InlineData("written to the policy by another process")]
    [InlineData("found in the latch file")]
    public void Stop_WhereverItCameFrom_EverybodySaysThatTradingIsStopped(string from)
    {
        using var bench = new EngineBench(settings: EngineBench.AtOnce);
        var found = from == "found in the latch file" ? new EmergencyRecord { Latch = Elsewhere, RunState = EmergencyRunState.Flat } : null;
        bench.Await(() => bench.Engine.StartAsync(found));
        bench.Step();
        if (from == "pressed here")
        {
            bench.Stop();
        }
        else if (found is null)
        {
            bench.Await(() => bench.Engine.PolicyWriter.SetEmergencyModeAsync(Elsewhere));
            bench.Await(bench.Engine.RefreshPolicyAsync);
        }

        bench.Step();

        var id = bench.Record!.Latch.EmergencyId;
        var policy = bench.Engine.Policy.Snapshot;
        Assert.Equal((true, false, id), (policy.IsEmergencyMode, policy.CanOpenNewTrades(bench.Now, TimeSpan.FromDays(1)), policy.Policy!.EmergencyId));
        Assert.Equal((true, false, id), (bench.Policies.Current!.EmergencyMode, bench.Policies.Current.AllowNewTrades, bench.Policies.Current.EmergencyId));
        Assert.Equal(id, Assert.IsType<LatchFileRead.Latched>(bench.Latches.Content).Record.Latch.EmergencyId);
        Assert.Equal((true, TradingMode.Halted), (bench.Engine.Emergency.Status.Latched, bench.Engine.EffectiveMode));
        Assert.Equal((true, false), (bench.Engine.Modules.Verdict.IsEmergency, bench.Engine.Modules.Verdict.AllowsNewTrades));
        Assert.False(bench.Engine.Policy.Snapshot.Policy!.AllowNewTrades);
    }

    /// <summary>One of several ways to the venue does not ask. There is one way here, and nothing that could add risk passes it.</summary>
    [Fact]
    public void Stop_AnyEntryWhatsoever_IsNotSent()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        bench.StopAndFlatten();
        bench.Venue.Calls.Clear();

        Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[1, 100], Gen.Bool, Gen.Bool).Sample(
            (isLong, isBtc, size, isLimit, isReduceOnly) =>
            {
                var intent = bench.Plan(isLong ? Direction.Long : Direction.Short, size * 0.001m, isBtc ? EngineBench.Btc : EngineBench.Eth) with
                {
                    Type = isLimit ? OrderType.Limit : OrderType.Market,
                    LimitPrice = isLimit ? new Price(50_000m) : null,
                    ReduceOnly = isReduceOnly, // an entry that calls itself something else
                };
                Assert.IsType<ExecutionResult.Denied>(bench.Await(() => bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask()));
            },
            iter: 100,
            threads: 1);

        Assert.Empty(bench.Venue.Calls);
    }

    /// <summary>Losses count as positive in one place and as negative in another, so that any drawdown reads as "well again".</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public void Stop_EquityRecovers_StaysUntilAPersonResetsIt(int gain)
    {
        using var bench = new TriggerBench();
        bench.Lose(1_000m);
        bench.Run(TimeSpan.FromSeconds(10));
        Assert.Equal((TriggerCodes.Drawdown, true), (bench.Stopped, bench.Engine.Record!.IsRunOver));

        bench.Lose(-gain);
        bench.Run(TimeSpan.FromMinutes(2));
        bench.Engine.Pass(TimeSpan.FromDays(2));
        bench.Step();

        Assert.True(bench.Engine.Engine.Emergency.IsLatched);
        Assert.Equal((TradingMode.Halted, true), (bench.Mode, bench.Engine.Policies.Current!.EmergencyMode));
        Assert.False(bench.MayEnter());
    }

    /// <summary>A stop that had nothing to do with a loss is ended because there is none.</summary>
    [Fact]
    public void Stop_ByHandWithoutAnyLoss_StaysUntilAPersonResetsIt()
    {
        using var bench = new TriggerBench();
        bench.Engine.Stop();
        bench.Run(TimeSpan.FromMinutes(2));
        bench.Engine.Pass(TimeSpan.FromDays(2));
        bench.Step();

        Assert.Equal((true, TradingMode.Halted), (bench.Engine.Engine.Emergency.IsLatched, bench.Mode));
    }

    [Fact]
    public void Reset_Done_LeavesNothingOfTheStopBehind()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        var id = bench.StopAndFlatten().Latch.EmergencyId;

        Assert.True(bench.Reset().Done);

        Assert.True(bench.Policies.Current is { EmergencyMode: false, AllowNewTrades: true, EmergencyId: null, EmergencyReason: null, EmergencyTrigger: null, EmergencyActivatedAtUtc: null });
        Assert.Equal(id, bench.Policies.Current!.LastResetEmergencyId);
        Assert.IsType<LatchFileRead.Clear>(bench.Latches.Content);
        Assert.Equal((null, TradingMode.Active, false), (bench.Record, bench.Engine.EffectiveMode, bench.Engine.Policy.Snapshot.IsEmergencyMode));
    }

    /// <summary>The policy is written, telling it throws, and the stop believes that it was not written; or does not go on.</summary>
    [Fact]
    public void Stop_WhoeverIsToldOfItThrows_IsSavedAndEndsFlat()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        bench.Open();
        bench.Bus.Subscribe(e => throw new InvalidOperationException($"cannot serialise {e.Event.GetType().Name}"));

        var record = bench.StopAndFlatten();

        Assert.Equal(EmergencyRunState.Flat, record.RunState);
        Assert.Equal((true, record.Latch.EmergencyId), (bench.Engine.Emergency.Status.IsLatchDurable, bench.Policies.Current!.EmergencyId));
    }

    /// <summary>A stop is written over by a change that was decided on what was there before.</summary>
    [Fact]
    public void Stop_WhilePeopleSwitchTheMode_NeitherIsLost()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        bench.Policies.BeforeWrite = async () =>
        {
            var current = bench.Policies.Current!;
            await bench.Policies.Inner.WriteAsync(PolicyChanges.SwitchMode(current, RiskMode.Defensive, "anna", bench.Now), current.Version, CancellationToken.None);
        };

        bench.StopAndFlatten();

        Assert.True(bench.Policies.Current is { EmergencyMode: true, ActiveMode: RiskMode.Defensive });
    }

    /// <summary>An instance acts for a while on what it remembers of the policy.</summary>
    [Fact]
    public void Stop_AnotherProcessStopped_HoldsHereWithTheNextReadingAndClosesTheGateFirst()
    {
        using var bench = EngineBench.Started(EngineBench.AtOnce);
        var plan = bench.Plan();
        bench.Venue.Calls.Clear();
        bench.Await(() => bench.Engine.PolicyWriter.SetEmergencyModeAsync(Elsewhere));
        bench.Latches.OnSave = _ => Assert.NotEqual(Domain.Risk.DenialSet.None, bench.Denials(plan) & Domain.Risk.DenialSet.EmergencyActive);

        bench.Await(bench.Engine.RefreshPolicyAsync);

        Assert.Equal(Elsewhere.EmergencyId, bench.Record!.Latch.EmergencyId);
        Assert.NotEmpty(bench.Latches.Saves);
    }
}
