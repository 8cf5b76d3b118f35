using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>Request weight by address, orders by account, 429 and then 418.</summary>
public sealed class VenueLimitTests
{
    private const string Order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000";

    [Fact]
    public async Task Weight_OfEveryAnswer_IsInTheHeader_AndStartsAgainEachMinute()
    {
        await using var bench = await VenueBench.StartAsync();

        var first = await bench.Client.GetAsync("/fapi/v3/balance");
        var second = await bench.Client.GetAsync("/fapi/v1/openOrders");
        var refused = await bench.Client.GetAsync("/fapi/v1/order", "symbol=NOPE&orderId=1");
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var next = await bench.Client.GetAsync("/fapi/v1/openOrders", "symbol=BTCUSDT");

        Assert.Equal(["5", "45", "46", "1"], new[] { first, second, refused, next }.Select(r => r.Headers["X-MBX-USED-WEIGHT-1M"]));
    }

    [Fact]
    public async Task Weight_AboveTheLimit_Is429WithRetryAfter_AndGoingOnIsA418UntilItsTime()
    {
        await using var bench = await StartAsync(new RateLimitOptions { WeightPerMinute = 10, RefusalsUntilBan = 2 });
        await bench.Client.GetAsync("/fapi/v3/balance");
        Assert.Equal(200, (await bench.Client.GetAsync("/fapi/v3/balance")).Status);
        bench.Time.Advance(TimeSpan.FromSeconds(15));

        var first = await bench.Client.GetAsync("/fapi/v3/balance");
        await bench.Client.GetAsync("/fapi/v3/balance");
        var banned = await bench.Client.GetAsync("/fapi/v3/balance");
        bench.Time.Advance(TimeSpan.FromSeconds(119));
        var still = await bench.Client.GetAsync("/fapi/v3/balance");
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        var free = await bench.Client.GetAsync("/fapi/v3/balance");

        Assert.Equal((429, -1003, "45"), (first.Status, first.Code, first.Headers["Retry-After"]));
        Assert.Equal((418, -1003, "120"), (banned.Status, banned.Code, banned.Headers["Retry-After"]));
        var until = VenueBench.Start.AddSeconds(15 + 120).ToUnixTimeMilliseconds();
        Assert.Contains($"banned until {until}.", banned.Word("msg"), StringComparison.Ordinal);
        Assert.Equal((418, "1"), (still.Status, still.Headers["Retry-After"]));
        Assert.Equal(200, free.Status);
    }

    [Fact]
    public async Task Weight_OfRequestsWithoutAKeyOrAPath_CountsToo()
    {
        await using var bench = await StartAsync(new RateLimitOptions { WeightPerMinute = 2 });
        using var nobody = new VenueClient(bench.Host.RestUrl, bench.Time, key: "");

        await nobody.GetAsync("/fapi/v1/time");
        await nobody.GetAsync("/fapi/v1/nothingHere");

        Assert.Equal(429, (await bench.Client.GetAsync("/fapi/v1/time")).Status);
    }

    [Fact]
    public async Task Orders_AboveTheLimitOfTenSeconds_AreRefused_CancelsAreNot()
    {
        await using var bench = await StartAsync(new RateLimitOptions { OrdersPer10S = 2 });
        var first = await bench.Client.OrderAsync(Order);
        var second = await bench.Client.OrderAsync(Order);

        var third = await bench.Client.OrderAsync(Order);
        var cancel = await bench.Client.DeleteAsync("/fapi/v1/order", $"symbol=BTCUSDT&orderId={first.Long("orderId")}");
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        var later = await bench.Client.OrderAsync(Order);

        Assert.Equal(("1", "1"), (first.Headers["X-MBX-ORDER-COUNT-10S"], first.Headers["X-MBX-ORDER-COUNT-1M"]));
        Assert.Equal(("2", "2"), (second.Headers["X-MBX-ORDER-COUNT-10S"], second.Headers["X-MBX-ORDER-COUNT-1M"]));
        Assert.Equal((429, -1015), (third.Status, third.Code));
        Assert.Contains("2 orders per TEN_SECONDS", third.Word("msg"), StringComparison.Ordinal);
        Assert.Equal("CANCELED", cancel.Word("status"));
        Assert.Equal(("1", "3"), (later.Headers["X-MBX-ORDER-COUNT-10S"], later.Headers["X-MBX-ORDER-COUNT-1M"]));
    }

    [Fact]
    public async Task Orders_AboveTheLimitOfAMinute_AreRefused_OfThisAccountOnly()
    {
        await using var bench = await StartAsync(new RateLimitOptions { OrdersPerMinute = 1 });
        bench.Venue.SetKey(new VenueKey("other", "s", "other"));
        using var other = new VenueClient(bench.Host.RestUrl, bench.Time, "other", "s");
        await bench.Client.OrderAsync(Order);

        Assert.Equal(-1015, (await bench.Client.OrderAsync(Order)).Code);
        Assert.Equal(0, (await other.OrderAsync(Order)).Code);
    }

    [Fact]
    public async Task OrderLimits_AreWhatTheEndpointSays()
    {
        await using var bench = await StartAsync(new RateLimitOptions { OrdersPer10S = 7, OrdersPerMinute = 9 });

        var limits = (await bench.Client.GetAsync("/fapi/v1/rateLimit/order")).Json;

        Assert.Equal([7, 9], limits.EnumerateArray().Select(l => l.GetProperty("limit").GetInt32()));
    }

    private static Task<VenueBench> StartAsync(RateLimitOptions limits) =>
        VenueBench.StartAsync(time => new FakeVenueOptions { Time = time, Limits = limits });
}
