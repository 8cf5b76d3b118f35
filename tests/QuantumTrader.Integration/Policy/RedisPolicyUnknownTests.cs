using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Integration.Redis;
using QuantumTrader.Integration.Trades;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;
using QuantumTrader.Unit.Trades;

namespace QuantumTrader.Integration.Policy;

/// <summary>A write that was made, and whose answer never came.</summary>
public sealed class RedisPolicyUnknownTests(SharedStoreFixture fixture) : IClassFixture<SharedStoreFixture>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TradingPolicy Calm = DefaultPolicy.Create(Now);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly FakeLease _lease = new(epoch: 5);
    private SharedStoreBench _bench = null!;
    private LoopbackProxy _proxy = null!;
    private RedisLink _link = null!;
    private RedisPolicyStore _store = null!;

    private RedisPolicyStore Direct => new(_bench.Link, _bench.Lease);

    public async Task InitializeAsync()
    {
        _bench = await fixture.BenchAsync();
        _proxy = ProxyTo(fixture.Server.Port);
        _link = await _bench.AnotherLinkAsync(_proxy.ConnectionString, TimeSpan.FromSeconds(1));
        _store = new RedisPolicyStore(_link, _lease);
        Assert.IsType<PolicyWriteResult.Written>(await _store.WriteAsync(Calm, 0, None));
    }

    public async Task DisposeAsync()
    {
        await _link.DisposeAsync();
        await _proxy.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [RedisFact]
    public async Task Write_AppliedAndTheStoreAnswersAgainInTime_IsWrittenAndNotAConflict()
    {
        var write = await ApplyWithoutAnAnswerAsync("ann");
        await Direct.WriteAsync(Calm with { UpdatedBy = "bob" }, 2, None); // and somebody went on from there

        Hear();

        var written = Assert.IsType<PolicyWriteResult.Written>(await write);
        Assert.Equal((2L, "ann"), (written.Policy.Version, written.Policy.UpdatedBy));
        Assert.Equal(["bob", "ann"], (await Direct.ReadHistoryAsync(2, None)).Select(p => p.UpdatedBy));
    }

    [RedisFact]
    public async Task Write_AppliedAndNoAnswerForLong_IsUnknownAndTheSameWriteAgainTellsTheTruth()
    {
        var write = await ApplyWithoutAnAnswerAsync("ann");
        var unknown = await Assert.ThrowsAsync<PolicyUnavailableException>(() => write);
        Assert.Contains("may be all the same", unknown.Message, StringComparison.Ordinal);

        Hear();
        PolicyWriteResult? again = null;
        await Poll.UntilAsync(async () => (again = await TryAsync("ann")) is not null, Limit, "the store answers again");

        Assert.IsType<PolicyWriteResult.Written>(again);
        Assert.Equal(2, (await Direct.ReadAsync(None))!.Version); // made once
        Assert.IsType<PolicyWriteResult.Conflict>(await TryAsync("carl")); // another write is told of it
        Assert.IsType<PolicyWriteResult.Conflict>(await TryAsync("ann")); // it is no longer unknown
    }

    [RedisFact]
    public async Task Write_LostOnTheWay_IsMadeWhenTheStoreIsBackAndOnlyOnce()
    {
        _proxy.ResetAll();
        PolicyWriteResult? result = null;
        await Poll.UntilAsync(async () => (result = await TryAsync("ann")) is not null, Limit, "the connection is back");

        Assert.IsType<PolicyWriteResult.Written>(result);
        Assert.Equal(["ann", "system_init"], (await Direct.ReadHistoryAsync(9, None)).Select(p => p.UpdatedBy));
    }

    private static LoopbackProxy ProxyTo(int port) => new(port);

    /// <summary>The version is still read, and from the write itself on nothing is heard.</summary>
    private async Task<Task<PolicyWriteResult>> ApplyWithoutAnAnswerAsync(string by)
    {
        _lease.OnEpoch = () => _proxy.DropsReplies = true;
        var write = _store.WriteAsync(Calm with { UpdatedBy = by }, 1, None);
        await Poll.UntilAsync(async () => (await Direct.ReadAsync(None))!.UpdatedBy == by, Limit, "the write was applied");
        Assert.False(write.IsCompleted);
        return write;
    }

    private void Hear()
    {
        (_lease.OnEpoch, _proxy.DropsReplies) = (null, false);
        _proxy.ResetAll();
    }

    private async Task<PolicyWriteResult?> TryAsync(string by)
    {
        try
        {
            return await _store.WriteAsync(Calm with { UpdatedBy = by }, 1, None);
        }
        catch (PolicyUnavailableException)
        {
            return null;
        }
    }
}
