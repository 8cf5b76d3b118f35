using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;

namespace QuantumTrader.Unit.Policy;

/// <summary>What an emptied store gets back, and what is never replaced.</summary>
public sealed class PolicyRestorationTests
{
    private const string Ours = "quantumtrader:main:1";
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly EmergencyLatch Latch = new(Guid.Parse("11111111-1111-1111-1111-111111111111"), "why", "TEST", "ann", Now);

    [Fact]
    public void Restoration_StoreIsEmpty_IsOneVersionAboveTheCopyAndSaysWhy()
    {
        var restored = PolicyRestoration.Of(Copy(7), Ours, null, 0, Now)!;

        Assert.Equal((8, RiskMode.Defensive, Now), (restored.Version, restored.ActiveMode, restored.UpdatedAtUtc));
        Assert.Equal("system (the store had lost it; brought back from a host's copy of version 7)", restored.UpdatedBy);
    }

    [Theory]
    [InlineData(7, 6, "ann", 6L, true)] // brought back from an older host's copy
    [InlineData(6, 6, "ann", 6L, true)] // that host knew version 5 only
    [InlineData(5, 6, "ann", 6L, false)] // from this very copy
    [InlineData(7, 6, "ann", 5L, false)] // a person decided since
    [InlineData(7, 6, "ann", null, false)] // another database with a history of its own
    [InlineData(7, 1, "system_init", null, true)] // made up by a host that knew nothing
    [InlineData(1, 1, "system_init", null, false)]
    public void Restoration_StoreHasAnother_GivesWayOnlyToWhatIsNewer(long copied, long stored, string by, long? broughtBack, bool isReplaced)
    {
        var restored = PolicyRestoration.Of(Copy(copied, "another database"), Ours, Policy(stored) with { UpdatedBy = by }, broughtBack, Now);

        Assert.Equal(isReplaced ? Math.Max(copied, stored) + 1 : null, restored?.Version);
    }

    [Fact]
    public void Restoration_SameDatabaseFellBack_GetsTheNewerBack() =>
        Assert.Equal(8, PolicyRestoration.Of(Copy(7), Ours, Policy(5), null, Now)!.Version);

    [Fact]
    public void Restoration_CopyIsInAnEmergency_KeepsIt()
    {
        var stopped = new PolicyCopy(Ours, PolicyChanges.EnterEmergency(Policy(7), Latch));

        Assert.True(PolicyRestoration.Of(stopped, Ours, null, 0, Now) is { EmergencyMode: true, AllowNewTrades: false } restored && restored.EmergencyId == Latch.EmergencyId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Restoration_StoreIsInAnEmergency_KeepsItUnlessItsResetIsInTheCopy(bool wasReset)
    {
        var copy = Copy(7);
        copy = wasReset ? copy with { Policy = copy.Policy with { LastResetEmergencyId = Latch.EmergencyId } } : copy;

        var restored = PolicyRestoration.Of(copy, Ours, PolicyChanges.EnterEmergency(Policy(5), Latch), null, Now)!;

        Assert.Equal(!wasReset, restored.EmergencyMode);
        PolicyWriteGuard.ThrowIfRefused(PolicyChanges.EnterEmergency(Policy(5), Latch), restored);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    public void Restoration_WhatPeopleAllowedOnEitherSide_HoldsAfterTheReset(bool inCopy, bool inStore, bool allowed)
    {
        var copy = new PolicyCopy(Ours, PolicyChanges.EnterEmergency(Policy(7) with { AllowNewTrades = inCopy }, Latch with { EmergencyId = Guid.Empty }));

        var restored = PolicyRestoration.Of(copy, Ours, PolicyChanges.EnterEmergency(Policy(5) with { AllowNewTrades = inStore }, Latch), null, Now)!;

        Assert.Equal(allowed, PolicyChanges.ClearEmergency(restored, Latch.EmergencyId, "ann", Now).AllowNewTrades);
    }

    private static PolicyCopy Copy(long version, string owner = Ours) => new(owner, PolicyChanges.SwitchMode(Policy(version), RiskMode.Defensive, "ann", Now));

    private static TradingPolicy Policy(long version) => DefaultPolicy.Create(Now) with { Version = version, UpdatedBy = "ann" };
}
