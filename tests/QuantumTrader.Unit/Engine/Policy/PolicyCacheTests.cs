using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Engine.Policy;

public sealed class PolicyCacheTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EmergencyLatch Latch = new(Guid.Parse("11111111-2222-3333-4444-555555555555"), "smoke", "MANUAL", "me", Start);
    private readonly VirtualTime _time = new(Start);
    private readonly FakePolicyStore _store = new();
    private readonly PolicyCache _cache;

    public PolicyCacheTests() => _cache = new PolicyCache(_store, _time);

    [Fact]
    public void Snapshot_BeforeTheFirstReading_HasNoPolicyAndNoAge()
    {
        Assert.Null(_cache.Snapshot.Policy);
        Assert.Null(_cache.Snapshot.ReadAtUtc);
    }

    [Fact]
    public async Task Refresh_TheStoreIsDown_KeepsTheOldSnapshotWithItsAgeAndSaysWhy()
    {
        await _store.WriteAsync(DefaultPolicy.Create(Start), 0, CancellationToken.None);
        await _cache.RefreshAsync();
        Pass(10);
        _store.Fault = Fault.Fails;

        await _cache.RefreshAsync();

        Assert.Equal(Start, _cache.Snapshot.ReadAtUtc);
        Assert.NotNull(_cache.Snapshot.Policy);
        Assert.NotNull(_cache.Failure);
        _store.Fault = Fault.None;
        await _cache.RefreshAsync();
        Assert.Null(_cache.Failure);
        Assert.Equal(Start.AddSeconds(10), _cache.Snapshot.ReadAtUtc);
    }

    [Fact]
    public async Task Refresh_ThePolicyIsGone_DeniesAtOnceAndKeepsTheLimits()
    {
        _cache.Take(DefaultPolicy.Create(Start));

        await _cache.RefreshAsync();

        Assert.Null(_cache.Snapshot.ReadAtUtc);
        Assert.Null(_cache.Stored);
        Assert.NotNull(_cache.Failure);
        Assert.Equal(DefaultPolicy.DrawdownLimit, _cache.Snapshot.Policy!.DrawdownLimit);
    }

    [Fact]
    public void Hold_ClosesTheGateWhateverTheStoreSaysUntilItIsReleased()
    {
        var open = DefaultPolicy.Create(Start);
        _cache.Take(open);

        _cache.Hold(Latch);
        Assert.False(_cache.Snapshot.Policy!.CanOpenNewTrades);
        _cache.Take(open with { Version = 2 });
        Assert.False(_cache.Snapshot.Policy!.CanOpenNewTrades);

        _cache.Release(open with { Version = 3 });
        Assert.True(_cache.Snapshot.Policy!.CanOpenNewTrades);
    }

    [Fact]
    public void Hold_BeforeThereIsAPolicy_ClosesTheGateOfTheFirstOne()
    {
        _cache.Hold(Latch);

        _cache.Take(DefaultPolicy.Create(Start));

        Assert.Equal(Latch.EmergencyId, _cache.Snapshot.Policy!.EmergencyId);
    }

    [Fact]
    public void Take_AnOlderVersionThatWasOvertaken_ChangesNothing()
    {
        var tight = DefaultPolicy.Create(Start) with { Version = 5, AllowNewTrades = false };
        _cache.Take(tight);
        Pass(5);

        _cache.Take(DefaultPolicy.Create(Start) with { Version = 4 });

        Assert.False(_cache.Snapshot.Policy!.AllowNewTrades);
        Assert.Equal(Start, _cache.Snapshot.ReadAtUtc);
    }

    private void Pass(int seconds) => _time.AdvanceTo(_time.GetUtcNow().AddSeconds(seconds), () => { });
}
