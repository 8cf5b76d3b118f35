using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Integration.Redis;
using QuantumTrader.Integration.Trades;

namespace QuantumTrader.Integration.Risk;

public sealed class RedisDrawdownStoreTests(SharedStoreFixture fixture) : IClassFixture<SharedStoreFixture>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private SharedStoreBench _bench = null!;

    private RedisDrawdownStore Store => new(_bench.Link, _bench.Lease);

    public async Task InitializeAsync() => _bench = await fixture.BenchAsync();

    public async Task DisposeAsync()
    {
        fixture.Server.Resume();
        await _bench.DisposeAsync();
    }

    [RedisFact]
    public async Task Write_ThenRead_GivesEveryDigitAndReplacesAllOfIt()
    {
        var state = new DrawdownState(new Usd(1_234.5678901234567890123456789m), new DateOnly(2025, 3, 4), new Usd(0.10m))
        {
            AllTimePeak = new Usd(9_999.00001m),
            TrippedAtUtc = new DateTimeOffset(2025, 3, 4, 5, 6, 7, 890, TimeSpan.Zero).AddTicks(1),
            ClearedAtUtc = new DateTimeOffset(2025, 3, 5, 0, 0, 0, TimeSpan.Zero),
            DailyLimitOn = new DateOnly(2025, 3, 3),
            DailyStopOn = new DateOnly(2025, 3, 2),
            TransfersSinceUtc = new DateTimeOffset(2025, 3, 1, 2, 3, 4, 567, TimeSpan.Zero).AddTicks(1),
            Transfers = new Usd(-0.000000012345m),
        };
        Assert.Null(await Store.ReadAsync(None));
        await Store.WriteAsync(state, None);
        Assert.Equal(state, await Store.ReadAsync(None));
        await Store.WriteAsync(new DrawdownState(new Usd(2m), null, null), None);

        Assert.Equal(new DrawdownState(new Usd(2m), null, null), await Store.ReadAsync(None));
    }

    [RedisFact]
    public async Task Write_LeaderOfOld_IsRefused()
    {
        await Store.WriteAsync(new DrawdownState(new Usd(100m), null, null), None);
        await _bench.GiveEpochAsync(6);

        await Assert.ThrowsAsync<DrawdownStoreUnavailableException>(() => Store.WriteAsync(DrawdownState.Empty, None));
        Assert.Equal(100m, (await Store.ReadAsync(None))!.Peak!.Value.Value);
    }

    [RedisTheory]
    [InlineData("peak", "NaN")]
    [InlineData("day", "yesterday")]
    [InlineData("open", "1,0,0x")]
    [InlineData("all_time_peak", "high")]
    [InlineData("tripped", "yesterday")]
    public async Task Read_GarbageField_SaysWhich(string field, string garbage)
    {
        await Store.WriteAsync(DrawdownState.Empty, None);
        await _bench.Link.Database.HashSetAsync(_bench.Keys.Drawdown, field, garbage);

        var error = await Assert.ThrowsAsync<DrawdownStoreUnavailableException>(() => Store.ReadAsync(None));
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task AnyCall_StoreHangs_IsUnavailable()
    {
        await using var link = await _bench.AnotherLinkAsync(timeout: TimeSpan.FromMilliseconds(250));
        var impatient = new RedisDrawdownStore(link, _bench.Lease);
        fixture.Server.Pause();

        await Assert.ThrowsAsync<DrawdownStoreUnavailableException>(() => impatient.ReadAsync(None));
        await Assert.ThrowsAsync<DrawdownStoreUnavailableException>(() => impatient.WriteAsync(DrawdownState.Empty, None));
    }
}
