using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Integration.Redis;
using QuantumTrader.Integration.Trades;

namespace QuantumTrader.Integration.Risk;

public sealed class RedisSwitchedOffStoreTests(SharedStoreFixture fixture) : IClassFixture<SharedStoreFixture>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SwitchedOff Buying = new(Symbol.Create("BTCUSDT"), OrderSide.Buy, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1), 10, TimeSpan.FromSeconds(60.5));
    private static readonly SwitchedOff Selling = Buying with { Symbol = Symbol.Create("ETHUSDT"), Side = OrderSide.Sell };
    private SharedStoreBench _bench = null!;

    private RedisSwitchedOffStore Store => new(_bench.Link, _bench.Lease);

    public async Task InitializeAsync() => _bench = await fixture.BenchAsync();

    public async Task DisposeAsync()
    {
        fixture.Server.Resume();
        await _bench.DisposeAsync();
    }

    [RedisFact]
    public async Task Write_ThenReadByAnotherProcess_GivesAllAndReplacesAll()
    {
        Assert.Empty(await Store.ReadAsync(None));
        await Store.WriteAsync([Buying, Selling], None);
        await using (var link = await _bench.AnotherLinkAsync())
        {
            Assert.Equal([Buying, Selling], await new RedisSwitchedOffStore(link, _bench.Lease).ReadAsync(None));
        }

        await Store.WriteAsync([Selling], None);
        Assert.Equal([Selling], await Store.ReadAsync(None));
        await Store.WriteAsync([], None);
        Assert.Empty(await Store.ReadAsync(None));
    }

    [RedisFact]
    public async Task Write_LeaderOfOld_IsRefusedAndWhatIsOffStaysOff()
    {
        await Store.WriteAsync([Buying], None);
        await _bench.GiveEpochAsync(6);

        var refused = await Assert.ThrowsAsync<SwitchedOffStoreUnavailableException>(() => Store.WriteAsync([], None));
        Assert.Contains("another process leads", refused.Message, StringComparison.Ordinal);
        Assert.Equal([Buying], await Store.ReadAsync(None));
    }

    [RedisFact]
    public async Task Read_Damaged_IsAnErrorAndNotAnEmptyList()
    {
        await Store.WriteAsync([Buying], None);
        await _bench.Link.Database.HashSetAsync(_bench.Keys.SwitchedOff, "entries", "BTCUSDT Buy yesterday 10 00:01:00");

        var failure = await Assert.ThrowsAsync<SwitchedOffStoreUnavailableException>(() => Store.ReadAsync(None));
        Assert.Contains("yesterday", failure.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task AnyCall_StoreHangs_IsUnavailableWithinItsTime()
    {
        await using var link = await _bench.AnotherLinkAsync(timeout: TimeSpan.FromMilliseconds(250));
        var impatient = new RedisSwitchedOffStore(link, _bench.Lease);
        fixture.Server.Pause();

        await Assert.ThrowsAsync<SwitchedOffStoreUnavailableException>(() => impatient.ReadAsync(None));
        await Assert.ThrowsAsync<SwitchedOffStoreUnavailableException>(() => impatient.WriteAsync([Buying], None));
    }
}
