using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Integration.Redis;
using QuantumTrader.Unit.Trades;

namespace QuantumTrader.Integration.Trades;

/// <summary>What is in the store is not what this program wrote, or not for long.</summary>
public sealed class RedisTradeDamageTests(SharedStoreFixture fixture) : IClassFixture<SharedStoreFixture>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TradeId Id = TradeId.Create("1-1");
    private SharedStoreBench _bench = null!;

    private RedisTradeStateStore Store => new(_bench.Link, _bench.Lease, "A");

    private string Key => _bench.Keys.Trade("1-1");

    public async Task InitializeAsync() => _bench = await fixture.BenchAsync();

    public Task DisposeAsync() => _bench.DisposeAsync().AsTask();

    [RedisTheory]
    [InlineData("state", "{\"tradeId\":")]
    [InlineData("state", "")]
    [InlineData("state", "null")]
    [InlineData("sequence", "2")]
    [InlineData("sequence", "many")]
    public async Task Read_GarbageField_NamesTheTradeAndTheRemedy(string field, string garbage)
    {
        await Store.SaveAsync(TradeStateStoreContract.Planned(1), None);
        await _bench.Link.Database.HashSetAsync(Key, field, garbage);

        await AssertDamagedAsync();
    }

    [RedisTheory]
    [InlineData("\"phase\":\"Planned\"", "\"phase\":\"Paused\"")] // a newer program's word
    [InlineData("\"tradeId\":\"1-1\"", "\"tradeId\":\"1-2\"")]
    [InlineData("\"symbol\":\"BTCUSDT\"", "\"symbol\":\"\"")]
    [InlineData("\"quantityOpen\":0", "\"quantityOpen\":1e99")]
    public async Task Read_StateThatThisProgramDoesNotKnow_IsNotGuessed(string sound, string changed)
    {
        await Store.SaveAsync(TradeStateStoreContract.Planned(1), None);
        var state = (string)(await _bench.Link.Database.HashGetAsync(Key, "state"))!;
        Assert.Contains(sound, state, StringComparison.Ordinal);
        await _bench.Link.Database.HashSetAsync(Key, "state", state.Replace(sound, changed, StringComparison.Ordinal));

        await AssertDamagedAsync();
    }

    [RedisFact]
    public async Task AnyCall_KeyOfAnotherType_NamesTheTradeAndOthersAreStillServed()
    {
        await Store.SaveAsync(TradeStateStoreContract.Planned(1), None);
        await Store.SaveAsync(TradeStateStoreContract.Planned(2), None);
        await _bench.Link.Database.KeyDeleteAsync(Key);
        await _bench.Link.Database.StringSetAsync(Key, "not a trade");

        await AssertDamagedAsync();
        var refused = await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.SaveAsync(TradeStateStoreContract.Planned(1) with { LastSequence = 9 }, None));
        Assert.Contains("trade 1-1", refused.Message, StringComparison.Ordinal);
        Assert.Single(await Store.ListOpenAsync(Symbol.Create("ETHUSDT"), None));

        Assert.True(await Store.DeleteAsync(Id, None)); // the way out
        Assert.Single(await Store.ListOpenAsync(null, None));
    }

    [RedisFact]
    public async Task Save_OverAGarbageSequence_IsAnErrorAndNotAGuess()
    {
        await Store.SaveAsync(TradeStateStoreContract.Planned(1), None);
        await _bench.Link.Database.HashSetAsync(Key, "sequence", "many");

        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.SaveAsync(TradeStateStoreContract.Planned(1) with { LastSequence = 9 }, None));
        Assert.Equal("many", await _bench.Link.Database.HashGetAsync(Key, "sequence"));
    }

    [RedisFact]
    public async Task ListOpen_HashOfAnOpenTradeIsGone_IsAnErrorAndNotOneTradeLess()
    {
        await Store.SaveAsync(TradeStateStoreContract.Planned(1), None);
        await _bench.Link.Database.KeyDeleteAsync(Key);

        var error = await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.ListOpenAsync(null, None));
        Assert.Contains("1-1", error.Message, StringComparison.Ordinal);
        await Store.SaveAsync(TradeStateStoreContract.Planned(1), None); // rebuilt
        Assert.Single(await Store.ListOpenAsync(null, None));
    }

    [RedisFact]
    public async Task AnyCall_TheStoreWasEmptied_ReadsAreErrorsAndWritesAreFenced()
    {
        await Store.SaveAsync(TradeStateStoreContract.Planned(1), None);
        await using var admin = await _bench.AnotherLinkAsync(fixture.Server.ConnectionString + ",allowAdmin=true");
        await admin.Database.ExecuteAsync("FLUSHALL");

        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.ListOpenAsync(null, None));
        await Assert.ThrowsAsync<TradeStoreFencedException>(() => Store.SaveAsync(TradeStateStoreContract.Planned(2), None));
    }

    [RedisFact]
    public async Task Save_TheServerForgotItsScripts_IsSentWhole()
    {
        await Store.SaveAsync(TradeStateStoreContract.Planned(1), None);
        await _bench.Link.Database.ExecuteAsync("SCRIPT", "FLUSH");
        await Task.WhenAll(Enumerable.Range(2, 50).Select(i => Store.SaveAsync(TradeStateStoreContract.Planned(i), None)));

        Assert.Equal(51, (await Store.ListOpenAsync(null, None)).Count);
    }

    private async Task AssertDamagedAsync()
    {
        foreach (var read in new Func<Task>[] { () => Store.GetAsync(Id, None), () => Store.ListOpenAsync(null, None) })
        {
            var error = await Assert.ThrowsAsync<TradeStoreUnavailableException>(read);
            Assert.Contains("trade 1-1", error.Message, StringComparison.Ordinal);
            Assert.Contains($"DEL {Key}", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }
}
