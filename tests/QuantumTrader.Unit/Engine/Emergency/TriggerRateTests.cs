using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Unit.Risk.Governor;
using QuantumTrader.Web.Engine.Risk;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>The rows of docs/emergency-triggers.md that count something in a time, the system's health, and a stop by hand.</summary>
public sealed class TriggerRateTests : IDisposable
{
    private readonly TriggerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(9, 0, false)]
    [InlineData(10, 0, true)]
    [InlineData(10, 100, true)] // the first was 15 minutes ago
    [InlineData(10, 101, false)]
    public void StopLosses_TenInAQuarterOfAnHour_Run(int count, int secondsBetween, bool stops)
    {
        for (var i = 0; i < count; i++)
        {
            _bench.EndTrade("STOP_LOSS");
            _bench.EndTrade("TAKE_PROFIT");
            _bench.Run(TimeSpan.FromSeconds(i < count - 1 ? secondsBetween : 0));
        }

        _bench.Tick();

        Assert.Equal(stops ? TriggerCodes.StopLosses : null, _bench.Stopped);
    }

    [Theory]
    [InlineData(39, false)]
    [InlineData(40, true)]
    public void OrderRate_TwiceTheGatesLimit_Runs(int entries, bool stops)
    {
        for (var i = 0; i < entries; i++)
        {
            _bench.SendEntry();
        }

        _bench.Tick();

        Assert.Equal(stops ? TriggerCodes.OrderRate : null, _bench.Stopped);
    }

    [Fact]
    public void OrderRate_ThoseOfTheLastMinuteAlone_Count()
    {
        for (var i = 0; i < 100; i++)
        {
            _bench.SendEntry();
            _bench.Run(TimeSpan.FromSeconds(2));
        }

        Assert.Null(_bench.Stopped);
    }

    [Theory]
    [InlineData(499.9, false)]
    [InlineData(500, true)]
    public void LossVelocity_OneHundredAMinuteOverFive_Runs(double loss, bool stops)
    {
        _bench.Lose((decimal)loss * 0.4m);
        _bench.Run(TimeSpan.FromMinutes(4));
        _bench.Lose((decimal)loss * 0.6m);
        _bench.Run(TimeSpan.FromSeconds(2));

        Assert.Equal(stops ? TriggerCodes.LossVelocity : null, _bench.Stopped);
    }

    [Fact]
    public void LossVelocity_OneReadingFarTooHigh_DoesNotRun()
    {
        _bench.Run(TimeSpan.FromSeconds(5));
        _bench.Lose(-5_000m);
        _bench.Run(TimeSpan.FromMilliseconds(1));
        _bench.Lose(5_000m);
        _bench.Run(TimeSpan.FromSeconds(30));

        Assert.Null(_bench.Stopped);
    }

    [Fact]
    public void LossVelocity_SlowerThanTheLimit_OrWithdrawn_DoesNotRun()
    {
        _bench.Transfer(-600m);
        _bench.Run(TimeSpan.FromSeconds(5));
        _bench.Lose(300m);
        _bench.Run(TimeSpan.FromSeconds(310));
        _bench.Lose(190m);
        _bench.Run(TimeSpan.FromSeconds(5));

        Assert.Null(_bench.Stopped);
    }

    [Fact]
    public void SystemHealth_Critical_ReducesAtOnceAndRunsAfterAMinute()
    {
        _bench.Critical = "it burns";
        _bench.Tick();
        Assert.Equal((TradingMode.ReduceOnly, null), (_bench.Mode, _bench.Stopped));
        _bench.Run(TimeSpan.FromSeconds(59));
        Assert.Null(_bench.Stopped);
        _bench.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(TriggerCodes.SystemHealth, _bench.Stopped);
        Assert.Contains("it burns", _bench.Engine.Record!.Latch.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void SystemHealth_WellAgainInTime_LiftsAndCountsAnew()
    {
        for (var i = 0; i < 3; i++)
        {
            _bench.Critical = "it burns";
            _bench.Run(TimeSpan.FromSeconds(50));
            _bench.Critical = null;
            _bench.Run(TimeSpan.FromSeconds(1));
            Assert.Equal(TradingMode.Active, _bench.Mode);
        }

        Assert.Null(_bench.Stopped);
    }

    [Fact]
    public void SystemHealth_TheJournalsDiskFails_IsCritical()
    {
        _bench.Engine.Journal.IsStalled = true;
        _bench.Tick();
        Assert.True(_bench.Engine.Engine.Mode.IsHeldBy(TriggerCodes.SystemHealth));
        _bench.Run(TimeSpan.FromSeconds(61));

        Assert.Equal(TriggerCodes.SystemHealth, _bench.Engine.Record?.Latch.Trigger);
    }

    [Theory]
    [InlineData(SafetyModule.HedgeFundOs, true)]
    [InlineData(SafetyModule.HedgeFundOs, false)] // switched off
    [InlineData(SafetyModule.SelfHealing, true)]
    public void SystemHealth_AModuleCallsForIt_RunsAfterAMinuteAndSaysWho(SafetyModule module, bool isOn)
    {
        var asks = false;
        using var bench = new TriggerBench(o => o.SystemHealthByModules = isOn, modules: [new FakeModule(module, f => (module == SafetyModule.HedgeFundOs
            ? Directive.Allow(module, DirectiveReason.HfosDisallowNewTrades, f.NowUtc, f.ValidFor) with { AsksForStop = asks, Measured = 12m }
            : Directive.Allow(module, asks ? DirectiveReason.SelfHealingEmergencyShutdown : DirectiveReason.AllowAll, f.NowUtc, f.ValidFor) with { Measured = 3m, Limit = 2m }))]);
        bench.Run(TimeSpan.FromSeconds(61));
        Assert.Equal(TradingMode.Active, bench.Mode);

        asks = true;
        bench.Tick();
        Assert.Equal(isOn ? TradingMode.ReduceOnly : TradingMode.Active, bench.Mode);
        bench.Run(TimeSpan.FromSeconds(59));
        Assert.Null(bench.Stopped);
        bench.Run(TimeSpan.FromSeconds(2));

        Assert.Equal(isOn ? TriggerCodes.SystemHealth : null, bench.Stopped);
        var reason = bench.Engine.Record?.Latch.Reason ?? "";
        Assert.Equal(isOn, reason.Contains(module == SafetyModule.HedgeFundOs ? "AI-HFOS: The system's health is 12 of 100." : "Self-Healing: 3 parts of the system are down; at most 2 may be.", StringComparison.Ordinal));
        Assert.Equal(isOn, reason.Contains("market data Ok, venue Ok", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ComponentState.Down, ComponentState.Ok, false)] // the shared store, the venue and the tasks: two others
    [InlineData(ComponentState.Down, ComponentState.Unknown, true)]
    [InlineData(ComponentState.Ok, ComponentState.Ok, true)]
    public void Alarm_OfTheSharedStoreAlone_IsNone(ComponentState store, ComponentState marketData, bool isAlarm)
    {
        var health = HealthFacts.AllOk with { Store = store, Venue = ComponentState.Down, Tasks = ComponentState.Down, MarketData = marketData };
        var seat = FakeModule.Seated(SafetyModule.HedgeFundOs, d => d with { AsksForStop = true });

        Assert.Equal(isAlarm, new ModuleAlarm().Cause([seat], in health, Facts.Now) is not null);
    }

    [Fact]
    public void Alarm_OfADirectiveThatIsTooOld_IsNone()
    {
        var health = HealthFacts.AllOk;

        Assert.Null(new ModuleAlarm().Cause([FakeModule.Seated(SafetyModule.HedgeFundOs, d => d with { AsksForStop = true, ValidUntilUtc = Facts.Now.AddTicks(-1) })], in health, Facts.Now));
    }

    [Fact]
    public void ByHand_AStop_SaysSo()
    {
        _bench.Engine.Stop();

        Assert.Equal(TriggerCodes.Manual, _bench.Stopped);
    }
}
