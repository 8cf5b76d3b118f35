using System.Diagnostics;
using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>Many callers at once, slow answers, and garbage.</summary>
public sealed class VenueCrowdTests
{
    [Fact]
    public async Task Callers_AtOnce_EachGetTheirOwnAnswer_AndTheBooksAddUp()
    {
        await using var bench = await VenueBench.StartAsync(time => new FakeVenueOptions { Time = time, BalanceStart = 1_000_000m });
        using var second = new VenueClient(bench.Host.RestUrl, bench.Time);

        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            (i % 2 == 0 ? bench.Client : second).OrderAsync($"symbol=BTCUSDT&side={(i % 4 < 3 ? "BUY" : "SELL")}&type=MARKET&quantity=0.010&newClientOrderId=c{i}")));

        Assert.All(replies, r => Assert.Equal("FILLED", r.Word("status")));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"c{i}"), replies.Select(r => r.Word("clientOrderId")));
        Assert.Equal(100, replies.Select(r => r.Long("orderId")).Distinct().Count());
        Assert.Equal(0.500m, await bench.PositionAsync("BTCUSDT"));
        Assert.Equal(bench.Account.WalletStart + bench.Account.Incomes.Sum(i => i.Amount), bench.Account.Wallet);
    }

    [Fact]
    public async Task Latency_Added_IsSpentOnEveryCall()
    {
        await using var host = await FakeVenueHost.StartAsync(new FakeVenueOptions { LatencyAdded = TimeSpan.FromMilliseconds(60) });
        using var client = new VenueClient(host.RestUrl, TimeProvider.System);
        var watch = Stopwatch.StartNew();

        var reply = await client.GetAsync("/fapi/v3/balance");

        Assert.Equal(200, reply.Status);
        Assert.True(watch.ElapsedMilliseconds >= 58, $"Answered after {watch.ElapsedMilliseconds} ms.");
    }

    [Theory]
    [InlineData("/fapi/v1/order", "&&&===&=x&%ZZ=%")]
    [InlineData("/fapi/v1/order", "symbol=%00%FF&quantity=99999999999999999999999999999999999999999")]
    [InlineData("/fapi/v1/batchOrders", "batchOrders=%5B%7B%22a%22%3A%5B%5B%5B%5B%5B%5B1%5D%5D%5D%5D%5D%5D%7D%5D")]
    [InlineData("/fapi/v1/batchOrders", "batchOrders=%7B%7D")]
    [InlineData("/fapi/v1/countdownCancelAll", "symbol=BTCUSDT&countdownTime=9223372036854775807")]
    [InlineData("/fapi/v1/countdownCancelAll", "symbol=BTCUSDT&countdownTime=-5")]
    [InlineData("/fapi/v1/leverage", "symbol=BTCUSDT&leverage=99999999999999999999")]
    [InlineData("/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=99999999999999999999")]
    [InlineData("/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=79228162514264337593543950335")]
    public async Task Garbage_IsRefusedByACode_AndTheVenueGoesOn(string path, string query)
    {
        await using var bench = await VenueBench.StartAsync();

        var reply = await bench.Client.PostAsync(path, query);

        Assert.InRange(reply.Status, 200, 499);
        Assert.Equal(200, (await bench.Client.GetAsync("/fapi/v3/balance")).Status);
        bench.Venue.Tick();
    }

    [Fact]
    public async Task Body_LargerThanAnyRequest_IsRefused()
    {
        await using var bench = await VenueBench.StartAsync();

        using var http = new HttpClient { BaseAddress = bench.Host.RestUrl };
        using var body = new StringContent("a=" + new string('x', RestServer.BodyBytesMax));
        using var response = await http.PostAsync("/fapi/v1/order", body);

        Assert.Equal(413, (int)response.StatusCode);
        Assert.Equal(200, (await bench.Client.GetAsync("/fapi/v3/balance")).Status);
    }
}
