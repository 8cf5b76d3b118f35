using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.Fields;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Engine.Policy;

/// <summary>One emergency state for everybody: set once, seen by all, and ended by nothing but its own reset.</summary>
public sealed class EmergencyModeTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(30);
    private static readonly EmergencyLatch Latch = new(Guid.Parse("11111111-2222-3333-4444-555555555555"), "loss", "DRAWDOWN", "drawdown-monitor", Start);
    private readonly TempFolder _folder = new();
    private readonly VirtualTime _time = new(Start);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SetEmergencyMode_ByAnyone_IsSeenByEveryReaderOfTheSnapshot()
    {
        var (store, cache) = await StartedAsync();
        Assert.True(cache.Snapshot.CanOpenNewTrades(Start, AgeMax));
        Assert.False(cache.Snapshot.IsEmergencyMode);

        cache.Take(await new PolicyWriter(store, _time).SetEmergencyModeAsync(Latch));

        Assert.True(cache.Snapshot.IsEmergencyMode);
        Assert.False(cache.Snapshot.CanOpenNewTrades(Start, AgeMax));
        Assert.Equal(("loss", "DRAWDOWN", Start), (cache.Snapshot.Policy!.EmergencyReason, cache.Snapshot.Policy.EmergencyTrigger, cache.Snapshot.Policy.EmergencyActivatedAtUtc));
    }

    [Fact]
    public void IsEmergencyMode_NoPolicyWasEverRead_IsTrueAndNothingIsOpened()
    {
        Assert.True(PolicySnapshot.Never.IsEmergencyMode);
        Assert.True(default(PolicySnapshot).IsEmergencyMode);
        Assert.False(PolicySnapshot.Never.CanOpenNewTrades(Start, AgeMax));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(30.001, false)]
    [InlineData(-0.001, false)] // from the future
    public void CanOpenNewTrades_AtAndOverTheAgeLimit_IsToTheMillisecond(double ageSeconds, bool can) =>
        Assert.Equal(can, new PolicySnapshot(DefaultPolicy.Create(Start), Start.AddSeconds(-ageSeconds)).CanOpenNewTrades(Start, AgeMax));

    [Fact]
    public void CanOpenNewTrades_NewTradesStoppedByAPerson_IsFalseWithoutAnEmergency()
    {
        var snapshot = new PolicySnapshot(DefaultPolicy.Create(Start) with { AllowNewTrades = false }, Start);

        Assert.False(snapshot.CanOpenNewTrades(Start, AgeMax));
        Assert.False(snapshot.IsEmergencyMode);
    }

    [Fact]
    public async Task Emergency_AmongConcurrentChanges_IsNotLost()
    {
        using var store = Store();
        var writer = new PolicyWriter(store, _time);
        await writer.ReadOrCreateAsync();

        var changes = Enumerable.Range(0, 40).Select(i => Task.Run(() => writer.EditAsync(Set("SymbolNotionalMax", $"{500 + i}"), $"author-{i}", _ => null)));
        await Task.WhenAll([.. changes, Task.Run(() => writer.SetEmergencyModeAsync(Latch))]);

        Assert.True(await store.ReadAsync(CancellationToken.None) is { EmergencyMode: true, AllowNewTrades: false, EmergencyTrigger: "DRAWDOWN", Version: 42 });
    }

    [Fact]
    public async Task Emergency_AfterARestart_HoldsWithItsTrigger()
    {
        using (var before = Store())
        {
            await new PolicyWriter(before, _time).SetEmergencyModeAsync(Latch);
        }

        using var after = Store();
        var policy = await after.ReadAsync(CancellationToken.None);

        var held = LatchResolution.Resolve(new LatchFileRead.Absent(), policy, [], usedBefore: true, Start, () => Guid.Empty);
        Assert.Equal(Latch, held!.Latch); // the latch file was deleted meanwhile
    }

    [Fact]
    public async Task Emergency_OldSnapshotComesLate_ChangesNothing()
    {
        var (store, cache) = await StartedAsync();
        var old = cache.Snapshot.Policy!;
        cache.Take(await new PolicyWriter(store, _time).SetEmergencyModeAsync(Latch));

        cache.Take(old);

        Assert.True(cache.Snapshot.IsEmergencyMode);
        var conflict = Assert.IsType<PolicyWriteResult.Conflict>(await store.WriteAsync(old with { UpdatedBy = "late" }, old.Version, CancellationToken.None));
        Assert.True(conflict.Current.EmergencyMode);
    }

    [Fact]
    public async Task Emergency_StoreEmptied_StaysKnownAndNothingIsOpened()
    {
        var store = new FakePolicyStore();
        var cache = new PolicyCache(store, _time);
        cache.Take(await new PolicyWriter(store, _time).SetEmergencyModeAsync(Latch));
        store.IsEmptied = true;

        await cache.RefreshAsync();

        Assert.True(cache.Snapshot.IsEmergencyMode);
        Assert.False(cache.Snapshot.CanOpenNewTrades(Start, AgeMax));
    }

    [Fact]
    public void Emergency_OldLatchFileAfterAResetElsewhere_IsNotRevived()
    {
        var file = new LatchFileRead.Latched(new EmergencyRecord { Latch = Latch, RunState = EmergencyRunState.Flat });
        var reset = PolicyChanges.ClearEmergency(PolicyChanges.EnterEmergency(DefaultPolicy.Create(Start), Latch), Latch.EmergencyId, "rita", Start);

        Assert.Null(LatchResolution.Resolve(file, reset, [Latch.EmergencyId], usedBefore: true, Start, () => Guid.Empty));
        Assert.NotNull(LatchResolution.Resolve(file, reset, [], usedBefore: true, Start, () => Guid.Empty)); // the reset of another one proves nothing
    }

    [Fact]
    public void Emergency_WhateverValueIsChanged_IsKept()
    {
        var stopped = PolicyChanges.EnterEmergency(DefaultPolicy.Create(Start), Latch);
        foreach (var field in PolicyFields.All)
        {
            var edit = PolicyEditor.Edit(stopped, [stopped, DefaultPolicy.Create(Start)], Set(field.Path, field.TextOf(stopped with { ActiveMode = RiskMode.Defensive })!), "ann", Start);
            Assert.True(edit is PolicyEdit.Refused or PolicyEdit.Made { Next: { EmergencyMode: true, AllowNewTrades: false, EmergencyId: not null } }, field.Path);
        }

        Assert.IsType<PolicyEdit.Refused>(PolicyEditor.Edit(stopped, [stopped with { Version = 2 }, DefaultPolicy.Create(Start)], new PolicyChange.RollBack("why"), "ann", Start));
    }

    [Fact]
    public async Task Loosening_RunsOut_HoldsNoLongerAtOnceAndTheStoreIsTold()
    {
        var (store, cache) = await StartedAsync();
        var writer = new PolicyWriter(store, _time);
        var lent = Assert.IsType<PolicyEdit.Made>(await writer.EditAsync(Set("PriceCollar", "0.03") with { UntilUtc = Start.AddHours(1) }, "rita", _ => null));
        cache.Take(lent.Next);
        Assert.Equal(0.03m, cache.Snapshot.Policy!.PriceCollar.Value);

        _time.AdvanceTo(Start.AddHours(1), () => { });

        Assert.Equal(0.02m, cache.Snapshot.Policy!.PriceCollar.Value); // though the store was not asked
        var written = await writer.GoBackAsync();
        Assert.Equal((0.02m, 3L, PolicyExpiry.By), (written.PriceCollar.Value, written.Version, written.UpdatedBy));
        Assert.Same(await store.ReadAsync(CancellationToken.None), await writer.GoBackAsync()); // once
    }

    private static PolicyChange.Set Set(string path, string value) => new(new Dictionary<string, string>(StringComparer.Ordinal) { [path] = value }, "why");

    private SqlitePolicyStore Store() => new(_folder["engine.db"], TimeSpan.FromSeconds(30));

    private async Task<(InMemoryPolicyStore Store, PolicyCache Cache)> StartedAsync()
    {
        var store = new InMemoryPolicyStore();
        var cache = new PolicyCache(store, _time);
        cache.Take(await new PolicyWriter(store, _time).ReadOrCreateAsync());
        return (store, cache);
    }
}
