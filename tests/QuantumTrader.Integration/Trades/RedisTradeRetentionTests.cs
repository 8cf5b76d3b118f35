using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Integration.Redis;
using QuantumTrader.Unit.Trades;

namespace QuantumTrader.Integration.Trades;

public sealed class RedisTradeRetentionTests(SharedStoreFixture fixture) : IClassFixture<SharedStoreFixture>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private SharedStoreBench _bench = null!;

    private RedisTradeStateStore Store => new(_bench.Link, _bench.Lease, "A");

    public async Task InitializeAsync() => _bench = await fixture.BenchAsync();

    public Task DisposeAsync() => _bench.DisposeAsync().AsTask();

    [RedisFact]
    public async Task Save_ClosedTrade_ExpiresThirtyDaysAfterItClosed()
    {
        var closed = TradeStateStoreContract.Closed(1, sequence: 5);
        await Store.SaveAsync(closed, None);

        Assert.Equal(closed.ClosedAtUtc!.Value.AddDays(30).ToUnixTimeMilliseconds(), await ExpiryAsync(1));
    }

    [RedisFact]
    public async Task Save_OpenTrade_NeverExpiresAlsoWhenItWasClosedBefore()
    {
        await Store.SaveAsync(TradeStateStoreContract.Planned(1), None);
        Assert.Equal(-1, await ExpiryAsync(1));
        await Store.SaveAsync(TradeStateStoreContract.Closed(1, sequence: 5), None);
        await Store.SaveAsync(TradeStateStoreContract.Planned(1) with { LastSequence = 6 }, None);

        Assert.Equal(-1, await ExpiryAsync(1));
        Assert.False(await _bench.Link.Database.HashExistsAsync(_bench.Keys.Trade("1-1"), "closed"));
    }

    [RedisFact]
    public async Task Save_ClosedByAMarketTimeOfYearsAgo_IsKeptAsIfItClosedNow()
    {
        await Store.SaveAsync(TradeStateStoreContract.Closed(1, sequence: 5) with { ClosedAtUtc = Now.AddYears(-4) }, None);

        Assert.InRange(await ExpiryAsync(1), Now.AddDays(30).AddMinutes(-1).ToUnixTimeMilliseconds(), Now.AddDays(30).AddMinutes(5).ToUnixTimeMilliseconds());
        Assert.Equal(Now.AddYears(-4), Assert.Single(await Store.ListClosedAsync(0, 9, None)).ClosedAtUtc);
    }

    [RedisFact]
    public async Task ListClosed_SomeHashesExpired_LeavesThemOutAndRemovesThemAndPagesStayRight()
    {
        for (var i = 1; i <= 9; i++)
        {
            await Store.SaveAsync(TradeStateStoreContract.Closed(i, sequence: i), None);
        }

        foreach (var old in new[] { 2, 5 })
        {
            // As it is 31 days after: the hash is gone and its entry is not.
            await _bench.Link.Database.KeyDeleteAsync(_bench.Keys.Trade($"1-{old}"));
            await _bench.Link.Database.SortedSetAddAsync(_bench.Keys.TradesClosed, $"1-{old}", Now.AddDays(-31).ToUnixTimeMilliseconds());
        }

        await _bench.Link.Database.KeyDeleteAsync(_bench.Keys.Trade("1-7")); // deleted by hand
        var paged = new List<TradeState>();
        for (var skip = 0; skip < 8; skip += 2)
        {
            paged.AddRange(await Store.ListClosedAsync(skip, 2, None));
        }

        Assert.Equal("1-9 1-8 1-6 1-4 1-3 1-1", string.Join(' ', paged.Select(t => t.TradeId)));
        Assert.Equal(6, await _bench.Link.Database.SortedSetLengthAsync(_bench.Keys.TradesClosed));
    }

    private async Task<long> ExpiryAsync(int number) => (long)await _bench.Link.Database.ExecuteAsync("PEXPIRETIME", _bench.Keys.Trade($"1-{number}"));
}
