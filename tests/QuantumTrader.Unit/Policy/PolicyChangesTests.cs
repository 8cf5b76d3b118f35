using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Policy;

public class PolicyChangesTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly SeededIds Ids = new(1);
    private static readonly TradingPolicy Calm = DefaultPolicy.Create(Now.AddDays(-1));
    private readonly EmergencyLatch _latch = new(Ids.Next(), "loss", "DRAWDOWN", "drawdown-monitor", Now);

    [Fact]
    public void EnterEmergency_Calm_StopsAndRecordsWhy()
    {
        var stopped = PolicyChanges.EnterEmergency(Calm, _latch);

        Assert.False(stopped.CanOpenNewTrades);
        Assert.Equal((true, false, "loss", Now, _latch.EmergencyId), (stopped.EmergencyMode, stopped.AllowNewTrades, stopped.EmergencyReason, stopped.EmergencyActivatedAtUtc, stopped.EmergencyId));
        Assert.Equal((Now, "drawdown-monitor", Calm.Version), (stopped.UpdatedAtUtc, stopped.UpdatedBy, stopped.Version));
        Assert.Empty(PolicyValidator.Validate(stopped));
    }

    [Fact]
    public void EnterEmergency_AlreadyStopped_KeepsTheFirstEmergency()
    {
        var stopped = PolicyChanges.EnterEmergency(Calm, _latch);

        Assert.Same(stopped, PolicyChanges.EnterEmergency(stopped, _latch with { EmergencyId = Ids.Next() }));
        Assert.Equal(stopped, PolicyChanges.EnterEmergency(stopped with { AllowNewTrades = true }, _latch with { EmergencyId = Ids.Next() }));
    }

    [Fact]
    public void ClearEmergency_ThisEmergency_AllowsTradingAndKeepsTheProof()
    {
        var cleared = PolicyChanges.ClearEmergency(PolicyChanges.EnterEmergency(Calm, _latch), _latch.EmergencyId, "ann", Now.AddHours(1));

        Assert.True(cleared.CanOpenNewTrades);
        Assert.Null(cleared.EmergencyId);
        Assert.Null(cleared.EmergencyReason);
        Assert.Null(cleared.EmergencyActivatedAtUtc);
        Assert.Equal((_latch.EmergencyId, "ann", Now.AddHours(1)), (cleared.LastResetEmergencyId, cleared.UpdatedBy, cleared.UpdatedAtUtc));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ClearEmergency_WhatAPersonAllowedBefore_HoldsAgain(bool allowed)
    {
        var stopped = PolicyChanges.EnterEmergency(Calm with { AllowNewTrades = allowed }, _latch);
        Assert.Equal((false, allowed), (stopped.AllowNewTrades, stopped.NewTradesBeforeEmergency));
        var twice = PolicyChanges.EnterEmergency(stopped with { EmergencyId = null }, _latch); // of a document without an id

        Assert.All([stopped, twice], policy =>
        {
            var cleared = PolicyChanges.ClearEmergency(policy, _latch.EmergencyId, "ann", Now);
            Assert.Equal((allowed, null), (cleared.AllowNewTrades, cleared.NewTradesBeforeEmergency));
        });
    }

    [Fact]
    public void ClearEmergency_NobodyKnowsWhatWasAllowedBefore_AllowsNothingNew() => Assert.False(
        PolicyChanges.ClearEmergency(PolicyChanges.EnterEmergency(Calm, _latch) with { NewTradesBeforeEmergency = null }, _latch.EmergencyId, "ann", Now).AllowNewTrades);

    [Fact]
    public void ClearEmergency_OfWhatIsTightened_LoosensNothing()
    {
        var tight = Calm with { ActiveMode = RiskMode.Defensive, AllowNewTrades = false, PriceCollar = new(0.01m), Temporary = [new("EntriesPerMinuteMax", "3", Now.AddHours(1))] };

        var cleared = PolicyChanges.ClearEmergency(PolicyChanges.EnterEmergency(tight, _latch), _latch.EmergencyId, "ann", Now);

        Assert.Empty(PolicyTightening.Compare(tight, cleared).Differences);
    }

    [Theory]
    [InlineData("0.15", null)] // for good: it does not go back behind anybody's back
    [InlineData("0.12", "0.08")] // tighter than what was lent, and still looser than what it goes back to
    [InlineData("0.07", null)]
    public void ClearEmergency_WithALimitWhereOneWasLent_EndsTheLoanAsAnyChangeForGood(string limit, string? back)
    {
        var lent = Calm with { DrawdownLimit = new(0.13m), Temporary = [new("DrawdownLimit", "0.08", Now.AddHours(1))] };
        var given = new Fraction(decimal.Parse(limit, System.Globalization.CultureInfo.InvariantCulture));

        var cleared = PolicyChanges.ClearEmergency(PolicyChanges.EnterEmergency(lent, _latch), _latch.EmergencyId, "ann", Now, given);

        Assert.Equal((given, back), (cleared.DrawdownLimit, cleared.Temporary?.Single().Back));
    }

    [Fact]
    public void ClearEmergency_AnotherEmergency_Throws() =>
        Assert.Throws<InvalidOperationException>(() => PolicyChanges.ClearEmergency(PolicyChanges.EnterEmergency(Calm, _latch), Ids.Next(), "ann", Now));

    [Fact]
    public void ClearEmergency_OnlyTheFileKnewOfIt_RecordsTheResetAndAllowsNothingNew()
    {
        var paused = Calm with { AllowNewTrades = false };

        var cleared = PolicyChanges.ClearEmergency(paused, _latch.EmergencyId, "ann", Now);

        Assert.Equal(_latch.EmergencyId, cleared.LastResetEmergencyId);
        Assert.False(cleared.AllowNewTrades);
    }

    [Fact]
    public void SwitchMode_ConfiguredMode_PutsItsLimitsInForce()
    {
        var switched = PolicyChanges.SwitchMode(Calm, RiskMode.Defensive, "ann", Now);

        Assert.Equal((RiskMode.Defensive, 3m, "ann", Now), (switched.ActiveMode, switched.Limits.LeverageMax.Value, switched.UpdatedBy, switched.UpdatedAtUtc));
    }

    [Fact]
    public void SwitchMode_ModeWithoutLimits_Throws()
    {
        var onlyNormal = Calm with { Modes = new Dictionary<RiskMode, RiskModeLimits> { [RiskMode.Normal] = Calm.Limits } };

        Assert.Throws<ArgumentException>(() => PolicyChanges.SwitchMode(onlyNormal, RiskMode.Defensive, "ann", Now));
    }

    [Fact]
    public void SwitchMode_DuringEmergency_KeepsTheEmergency()
    {
        var switched = PolicyChanges.SwitchMode(PolicyChanges.EnterEmergency(Calm, _latch), RiskMode.AggressiveSmallAccount, "ann", Now);

        Assert.Equal((true, _latch.EmergencyId, false), (switched.EmergencyMode, switched.EmergencyId, switched.CanOpenNewTrades));
    }
}
