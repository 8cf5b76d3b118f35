using System.Collections.Concurrent;
using System.Diagnostics;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Integration.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;
using QuantumTrader.Unit.Trades;

namespace QuantumTrader.Integration.Trades;

/// <summary>The server dies, hangs, or does what it was told and does not say so.</summary>
public sealed class RedisTradeOutageTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private RedisServer _server = null!;
    private SharedStoreBench _bench = null!;
    private bool _isKilled;

    private RedisTradeStateStore Store => new(_bench.Link, _bench.Lease, "A");

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _bench = await SharedStoreBench.OpenAsync(_server, "main", TimeSpan.FromSeconds(1));
    }

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _server.DisposeAsync();
    }

    [RedisFact]
    public async Task Save_AppliedButNeverAnswered_IsUnknownAndMayBeRepeated()
    {
        await using var proxy = new LoopbackProxy(_server.Port);
        await using var link = await _bench.AnotherLinkAsync(proxy.ConnectionString, TimeSpan.FromMilliseconds(300));
        var store = new RedisTradeStateStore(link, _bench.Lease, "A");
        await store.SaveAsync(Trade(1, "first"), None);
        proxy.DropsReplies = true;

        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => store.SaveAsync(Trade(2, "second"), None));
        Assert.Equal("second", (await Store.GetAsync(Trade(1, "").TradeId, None))!.ModelId); // it was applied all the same

        await Store.SaveAsync(Trade(3, "third"), None);
        proxy.DropsReplies = false;
        proxy.ResetAll();
        await Poll.UntilAsync(() => SavedAsync(store, Trade(2, "second")), Limit, "the connection is back and the save was repeated");
        var stored = (await store.GetAsync(Trade(1, "").TradeId, None))!;
        Assert.Equal(("third", 3), (stored.ModelId, stored.LastSequence));
        Assert.Single(await store.ListOpenAsync(null, None));
    }

    [RedisFact]
    public async Task AnyCall_ServerKilled_FailsFastAndWorksAfterARestart()
    {
        await Store.SaveAsync(Trade(1, "first"), None);
        _server.Kill();
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.ListOpenAsync(null, None));
        await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => Store.SaveAsync(Trade(2, "second"), None));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));

        await _server.StartAgainAsync();
        await Poll.UntilAsync(() => SavedAsync(Store, Trade(2, "second")), Limit, "the restarted server is used");
        Assert.Equal("second", Assert.Single(await Store.ListOpenAsync(null, None)).ModelId);
    }

    [RedisFact]
    public async Task Save_KilledInAStorm_HashesAndIndexesAgreeAndNothingAcknowledgedIsLost()
    {
        var acknowledged = new ConcurrentDictionary<int, long>();
        var storm = Enumerable.Range(1, 40).Select(i => StormAsync(i, acknowledged)).ToArray();
        await Poll.UntilAsync(() => acknowledged.Count == 40 && acknowledged.Values.Min() > 10, Limit, "the storm is under way");
        _server.Kill();
        Volatile.Write(ref _isKilled, true);
        await Task.WhenAll(storm);
        await _server.StartAgainAsync();
        await Poll.UntilAsync(() => _bench.Link.Connection.IsConnected, Limit, "the restarted server is used");
        var open = await Store.ListOpenAsync(null, None);
        var closed = await Store.ListClosedAsync(0, 1_000, None);
        Assert.Equal(40, open.Concat(closed).Select(t => t.TradeId).Distinct().Count());
        Assert.All(open, t => Assert.False(t.IsOver));
        Assert.All(closed, t => Assert.True(t.IsOver));
        foreach (var trade in open.Concat(closed))
        {
            Assert.True(trade.LastSequence >= acknowledged[int.Parse(trade.TradeId.Value[2..], System.Globalization.CultureInfo.InvariantCulture)], trade.TradeId.Value);
        }

        var bySymbol = await _bench.Link.Database.SetCombineAsync(
            StackExchange.Redis.SetOperation.Union, _bench.Keys.TradesOf("BTCUSDT"), _bench.Keys.TradesOf("ETHUSDT"));
        Assert.Equal(open.Select(t => t.TradeId.Value).Order(StringComparer.Ordinal), bySymbol.Select(v => (string)v!).Order(StringComparer.Ordinal));
        Assert.Equal(open.Count + closed.Count, (int)await _bench.Link.Database.SetLengthAsync(_bench.Keys.TradesOpen) + (int)await _bench.Link.Database.SortedSetLengthAsync(_bench.Keys.TradesClosed));
    }

    /// <summary>Opens and closes one trade again and again until the server was killed. What had no answer in time is saved once more.</summary>
    private async Task StormAsync(int number, ConcurrentDictionary<int, long> acknowledged)
    {
        for (var sequence = 1L; !Volatile.Read(ref _isKilled);)
        {
            var trade = sequence % 2 == 0 ? TradeStateStoreContract.Closed(number, sequence) : TradeStateStoreContract.Planned(number) with { LastSequence = sequence };
            if (await SavedAsync(Store, trade))
            {
                acknowledged[number] = sequence++;
            }
        }
    }

    private static async Task<bool> SavedAsync(RedisTradeStateStore store, TradeState trade)
    {
        try
        {
            await store.SaveAsync(trade, None);
            return true;
        }
        catch (TradeStoreUnavailableException)
        {
            return false;
        }
    }

    private static TradeState Trade(long sequence, string model) => TradeStateStoreContract.Planned(1) with { LastSequence = sequence, ModelId = model };
}
