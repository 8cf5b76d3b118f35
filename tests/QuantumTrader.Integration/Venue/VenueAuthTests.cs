using System.Globalization;
using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

public sealed class VenueAuthTests
{
    // The documented key pair of the exchange's signing examples.
    private const string Secret = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";
    private const string Documented = "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000&timestamp=1591702613943";
    private const string DocumentedSignature = "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9";
    private const string SplitQuery = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC";
    private const string SplitBody = "quantity=1&price=9000&recvWindow=5000&timestamp=1591702613943";
    private const string SplitSignature = "30baaf0fab549bbeda7f5ef201898b34122da25fd23c646cac2c529aebe670a4";

    [Theory]
    [InlineData(Documented + "&signature=" + DocumentedSignature, null)]
    [InlineData("", Documented + "&signature=" + DocumentedSignature)]
    [InlineData(SplitQuery, SplitBody + "&signature=" + SplitSignature)]
    [InlineData(SplitQuery + "&signature=" + SplitSignature, SplitBody)]
    public async Task Signature_OverQueryAndBodyAsSent_IsAccepted(string query, string? body)
    {
        await using var bench = await StartInJune2020Async();
        using var client = new VenueClient(bench.Host.RestUrl, bench.Time, "documented", Secret);

        var reply = await client.SendRawAsync(HttpMethod.Post, "/fapi/v1/order", query, body);

        Assert.Equal("NEW", reply.Word("status"));
        Assert.Equal(9000m, reply.Number("price"));
    }

    [Fact]
    public async Task Signature_OfOtherBytes_IsRefused()
    {
        await using var bench = await StartInJune2020Async();
        using var client = new VenueClient(bench.Host.RestUrl, bench.Time, "documented", Secret);

        var changed = await client.SendRawAsync(HttpMethod.Post, "/fapi/v1/order", Documented.Replace("quantity=1", "quantity=2", StringComparison.Ordinal) + "&signature=" + DocumentedSignature, null);
        var encodedAnew = await client.SendRawAsync(HttpMethod.Post, "/fapi/v1/order", "", Documented.Replace("BTCUSDT", "%42TCUSDT", StringComparison.Ordinal) + "&signature=" + DocumentedSignature);
        var notLast = await client.SendRawAsync(HttpMethod.Post, "/fapi/v1/order", "signature=" + DocumentedSignature + "&" + Documented, null);

        Assert.Equal((400, -1022), (changed.Status, changed.Code));
        Assert.Equal((400, -1022), (encodedAnew.Status, encodedAnew.Code));
        Assert.Equal((400, -1022), (notLast.Status, notLast.Code));
    }

    [Fact]
    public async Task QueryAndBody_NameTheSameParameter_QueryWins()
    {
        await using var bench = await VenueBench.StartAsync();
        var now = bench.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        const string Query = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000";
        var body = "price=28000&timestamp=" + now;

        var reply = await bench.Client.SendRawAsync(HttpMethod.Post, "/fapi/v1/order", Query, $"{body}&signature={bench.Client.Sign(Query + body)}");

        Assert.Equal(29000m, reply.Number("price"));
    }

    [Theory]
    [InlineData(0, 5000, 0)]
    [InlineData(-5000, 5000, 0)]
    [InlineData(-5001, 5000, -1021)]
    [InlineData(-2001, 2000, -1021)]
    [InlineData(999, 5000, 0)]
    [InlineData(1000, 5000, -1021)]
    [InlineData(0, 60001, -1131)]
    public async Task Timestamp_AgainstTheVenuesClock_IsHeldToTheWindow(int offsetMs, int window, int code)
    {
        await using var bench = await VenueBench.StartAsync();
        var timestamp = bench.Time.GetUtcNow().ToUnixTimeMilliseconds() + offsetMs;
        var query = string.Create(CultureInfo.InvariantCulture, $"recvWindow={window}&timestamp={timestamp}");

        var reply = await bench.Client.SendRawAsync(HttpMethod.Get, "/fapi/v1/accountConfig", $"{query}&signature={bench.Client.Sign(query)}", null);

        Assert.Equal(code, reply.Code);
    }

    [Fact]
    public async Task Clock_Skewed_RefusesWhatWasRightBefore()
    {
        await using var bench = await VenueBench.StartAsync();
        Assert.Equal(0, (await bench.Client.GetAsync("/fapi/v1/accountConfig")).Code);

        bench.Venue.Clock.SkewMs = 6_000;

        Assert.Equal(-1021, (await bench.Client.GetAsync("/fapi/v1/accountConfig")).Code);
    }

    [Fact]
    public async Task Key_MissingUnknownOrRevoked_IsUnauthorised()
    {
        await using var bench = await VenueBench.StartAsync();
        using var none = new VenueClient(bench.Host.RestUrl, bench.Time, key: "");
        using var unknown = new VenueClient(bench.Host.RestUrl, bench.Time, key: "somebody-else");

        var missing = await none.GetAsync("/fapi/v1/accountConfig");
        var wrong = await unknown.GetAsync("/fapi/v1/accountConfig");
        bench.Venue.RevokeKey("fake-venue-key");
        var revoked = await bench.Client.GetAsync("/fapi/v1/accountConfig");

        Assert.Equal((401, -2014), (missing.Status, missing.Code));
        Assert.Equal((401, -2015), (wrong.Status, wrong.Code));
        Assert.Equal((401, -2015), (revoked.Status, revoked.Code));
    }

    [Fact]
    public async Task Parameters_TimestampOrSignatureMissing_AreMandatory()
    {
        await using var bench = await VenueBench.StartAsync();

        var noTime = await bench.Client.SendRawAsync(HttpMethod.Get, "/fapi/v1/accountConfig", "signature=00", null);
        var noSignature = await bench.Client.SendRawAsync(HttpMethod.Get, "/fapi/v1/accountConfig",
            "timestamp=" + bench.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), null);

        Assert.Equal(-1102, noTime.Code);
        Assert.Equal(-1102, noSignature.Code);
    }

    [Fact]
    public async Task Key_WithoutFutures_ReadsButDoesNotTrade_AndSaysSo()
    {
        await using var bench = await VenueBench.StartAsync();
        bench.Venue.SetKey(new VenueKey("reader", "s", "main") { EnableFutures = false, EnableWithdrawals = true, IpRestrict = false, CreateTimeMs = 5 });
        using var reader = new VenueClient(bench.Host.RestUrl, bench.Time, "reader", "s");

        var order = await reader.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010");
        var rights = await reader.GetAsync("/sapi/v1/account/apiRestrictions");

        Assert.Equal((401, -2015), (order.Status, order.Code));
        Assert.Equal(0, (await reader.GetAsync("/fapi/v3/balance")).Code);
        Assert.False(rights.Json.GetProperty("enableFutures").GetBoolean());
        Assert.True(rights.Json.GetProperty("enableWithdrawals").GetBoolean());
        Assert.False(rights.Json.GetProperty("ipRestrict").GetBoolean());
        Assert.Equal(5, rights.Long("createTime"));
    }

    [Fact]
    public async Task Keys_OfOneAccount_ShareIt_AndOthersDoNot()
    {
        await using var bench = await VenueBench.StartAsync();
        bench.Venue.SetKey(new VenueKey("second", "s2", "main"));
        bench.Venue.SetKey(new VenueKey("other", "s3", "other"));
        using var second = new VenueClient(bench.Host.RestUrl, bench.Time, "second", "s2");
        using var other = new VenueClient(bench.Host.RestUrl, bench.Time, "other", "s3");

        await bench.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=29000&newClientOrderId=mine");

        Assert.Equal("NEW", (await second.GetAsync("/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=mine")).Word("status"));
        Assert.Equal(-2013, (await other.GetAsync("/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=mine")).Code);
    }

    private static async Task<VenueBench> StartInJune2020Async()
    {
        var bench = await VenueBench.StartAsync(time => new FakeVenueOptions
        {
            Time = time,
            Keys = [new VenueKey("documented", Secret, "main")],
            Symbols = [InstrumentDefaults.All[0] with { PriceStart = 9_100m }],
        });
        bench.Venue.Clock.SkewMs = 1_591_702_613_943 - bench.Time.GetUtcNow().ToUnixTimeMilliseconds();
        return bench;
    }
}
