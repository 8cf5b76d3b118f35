using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Integration.Redis;
using QuantumTrader.Unit.Trades;

namespace QuantumTrader.Integration.Trades;

/// <summary>Who may write, and whose state stays.</summary>
public sealed class RedisTradeFenceTests(SharedStoreFixture fixture) : IClassFixture<SharedStoreFixture>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FakeLease _otherLease = new(epoch: 6);
    private SharedStoreBench _bench = null!;

    private RedisTradeStateStore Ours => new(_bench.Link, _bench.Lease, "A");

    private RedisTradeStateStore Theirs => new(_bench.Link, _otherLease, "B");

    public async Task InitializeAsync() => _bench = await fixture.BenchAsync();

    public Task DisposeAsync() => _bench.DisposeAsync().AsTask();

    [RedisTheory]
    [InlineData(4, "5")] // another was given a later one
    [InlineData(0, "5")] // never led
    [InlineData(5, "9007199254740993")] // beyond what a script's own numbers hold exactly
    [InlineData(9, "10")] // as text 9 would be later
    public async Task Write_EpochIsNotTheLast_IsFencedAndChangesNothing(long mine, string last)
    {
        await Ours.SaveAsync(Trade(1), None);
        await Ours.SetCheckpointAsync(7, None);
        await _bench.Link.Database.StringSetAsync(_bench.Keys.Epoch, last);
        _bench.Lease.Epoch = mine;

        await Assert.ThrowsAsync<TradeStoreFencedException>(() => Ours.SaveAsync(Trade(9), None));
        await Assert.ThrowsAsync<TradeStoreFencedException>(() => Ours.SetCheckpointAsync(9, None));
        await Assert.ThrowsAsync<TradeStoreFencedException>(() => Ours.DeleteAsync(Id, None));
        Assert.Equal(1, (await Ours.GetAsync(Id, None))!.LastSequence);
        Assert.Equal(7, await Ours.GetCheckpointAsync(None));
    }

    [RedisFact]
    public async Task Write_LaterEpochThanTheStoreRemembers_IsAllowed()
    {
        _bench.Lease.Epoch = 9; // the store lost its last second
        await Ours.SaveAsync(Trade(1), None);

        Assert.NotNull(await Ours.GetAsync(Id, None));
    }

    [RedisFact]
    public async Task AnyCall_NoEpochInTheStore_WritesAreFencedAndReadsAreErrors()
    {
        await Ours.SaveAsync(Trade(1), None);
        await _bench.Link.Database.KeyDeleteAsync(_bench.Keys.Epoch);

        await Assert.ThrowsAsync<TradeStoreFencedException>(() => Ours.SaveAsync(Trade(2), None));
        await Assert.ThrowsAsync<TradeStoreFencedException>(() => Ours.DeleteAsync(Id, None));
        var error = await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Ours.ListOpenAsync(null, None));
        Assert.Contains(_bench.Keys.Epoch, error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Ours.ListClosedAsync(0, 5, None));
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Ours.GetAsync(Id, None));
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Ours.GetCheckpointAsync(None));
    }

    [RedisFact]
    public async Task Save_AnotherJournal_WinsOnlyWithALaterEpoch()
    {
        await Ours.SaveAsync(Trade(500), None);
        _otherLease.Epoch = 5;
        await Assert.ThrowsAsync<TradeStoreFencedException>(() => Theirs.SaveAsync(Trade(900), None)); // equal is not later

        _otherLease.Epoch = 6;
        await _bench.GiveEpochAsync(6);
        await Theirs.SaveAsync(Trade(3) with { ModelId = "theirs" }, None);
        var stored = (await Ours.GetAsync(Id, None))!;
        Assert.Equal(("theirs", "B", 3), (stored.ModelId, stored.JournalId, stored.LastSequence));

        await Assert.ThrowsAsync<TradeStoreFencedException>(() => Ours.SaveAsync(Trade(501), None));
        _bench.Lease.Epoch = 7;
        await _bench.GiveEpochAsync(7);
        await Ours.SaveAsync(Trade(501), None);
        Assert.Equal("A", (await Ours.GetAsync(Id, None))!.JournalId);
    }

    [RedisFact]
    public async Task Save_StateThatCountsInAnotherJournal_IsRefused() =>
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Ours.SaveAsync(Trade(5) with { JournalId = "B" }, None));

    [RedisFact]
    public async Task Checkpoint_OfEachJournal_IsItsOwn()
    {
        await Ours.SetCheckpointAsync(70, None);
        await _bench.GiveEpochAsync(6);
        await Theirs.SetCheckpointAsync(3, None);

        Assert.Equal((70, 3), (await Ours.GetCheckpointAsync(None), await Theirs.GetCheckpointAsync(None)));
    }

    private static TradeId Id => TradeId.Create("1-1");

    private static TradeState Trade(long sequence) => TradeStateStoreContract.Planned(1) with { LastSequence = sequence };
}
