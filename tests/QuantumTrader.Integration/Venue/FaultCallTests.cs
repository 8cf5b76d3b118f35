using System.Net;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;

namespace QuantumTrader.Integration.Venue;

/// <summary>The scripts, tried on the listen key: a call that leaves a trace when it was executed.</summary>
public sealed class FaultCallTests
{
    private const string Path = "/fapi/v1/listenKey";

    [Theory]
    [InlineData(FaultKind.Unknown503, 503, -1000)]
    [InlineData(FaultKind.Unavailable503, 503, -1000)]
    [InlineData(FaultKind.Internal503, 503, -1001)]
    [InlineData(FaultKind.Throttled503, 503, -1008)]
    [InlineData(FaultKind.TooMany429, 429, -1003)]
    [InlineData(FaultKind.Banned418, 418, -1003)]
    [InlineData(FaultKind.Timeout408, 408, -1007)]
    public async Task Call_ThatMeetsAFault_GetsItsAnswerOnce(FaultKind kind, int status, int code)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);
        var script = venue.Faults.Add(new FaultRule { Kind = kind, Method = "POST", Path = Path });

        var hit = await http.SendAsync("POST", Path);
        var body = await VenueHttp.ReadAsync(hit);

        Assert.Equal(status, (int)hit.StatusCode);
        Assert.Equal(code, body.GetProperty("code").GetInt32());
        Assert.Null(venue.ListenKeys.For("main").Current);
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync("POST", Path)).StatusCode);
        Assert.Equal(1, script.Hits);
        Assert.Equal(kind is FaultKind.TooMany429 or FaultKind.Banned418, hit.Headers.RetryAfter is not null);
    }

    [Theory]
    [InlineData(FaultKind.Unknown503)]
    [InlineData(FaultKind.Timeout408)]
    public async Task Call_ThatWasExecuted_LeavesItsTrace(FaultKind kind)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);
        venue.Faults.Add(new FaultRule { Kind = kind, Path = Path, Executed = true });

        var hit = await http.SendAsync("POST", Path);

        Assert.False(hit.IsSuccessStatusCode);
        Assert.NotNull(venue.ListenKeys.For("main").Current);
    }

    [Theory]
    [InlineData(FaultKind.Reset, false)]
    [InlineData(FaultKind.Reset, true)]
    [InlineData(FaultKind.Truncate, true)]
    public async Task Connection_ThatIsReset_TellsNothing(FaultKind kind, bool executed)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);
        venue.Faults.Add(new FaultRule { Kind = kind, Path = Path, Executed = executed });

        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync("POST", Path));

        Assert.Equal(executed, venue.ListenKeys.For("main").Current is not null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_ThatHangs_EndsWhenTheClientGoes(bool executed)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new HttpClient { BaseAddress = venue.RestUrl, Timeout = TimeSpan.FromMilliseconds(500) };
        http.DefaultRequestHeaders.Add("X-MBX-APIKEY", VenueKey.Default.ApiKey);
        venue.Faults.Add(new FaultRule { Kind = FaultKind.Hang, Path = Path, Executed = executed });

        await Assert.ThrowsAsync<TaskCanceledException>(() => http.PostAsync(new Uri(Path, UriKind.Relative), null));

        Assert.Equal(executed, venue.ListenKeys.For("main").Current is not null);
    }

    [Fact]
    public async Task Rule_WithSkipAndCount_MeetsTheCallsItNames()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);
        venue.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = -2022, Path = "/fapi/v1/ti*", Skip = 1, Count = 2 });

        var codes = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            codes.Add((int)(await http.SendAsync("GET", "fapi/v1/time")).StatusCode);
            await http.SendAsync("GET", "fapi/v1/ping");
        }

        Assert.Equal([200, 400, 400, 200, 200], codes);
    }

    [Fact]
    public async Task Rule_OfOneSymbol_LeavesOthersAlone()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);
        venue.Faults.Add(new FaultRule { Kind = FaultKind.Forbidden403, Symbol = "BTCUSDT", Count = 0 });

        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync("GET", "fapi/v1/premiumIndex?symbol=ETHUSDT")).StatusCode);
        var hit = await http.SendAsync("GET", "fapi/v1/premiumIndex?symbol=BTCUSDT");
        Assert.Equal(HttpStatusCode.Forbidden, hit.StatusCode);
        Assert.StartsWith("<!DOCTYPE html>", await hit.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"Error"}""", "code")]
    [InlineData("""{"kind":"Truncate"}""", "executed")]
    [InlineData("""{"kind":"Throttled503","executed":true}""", "executed")]
    [InlineData("""{"kind":"Nonsense"}""", "kind")]
    [InlineData("""{"kind":"Reset","pth":"/x"}""", "pth")]
    [InlineData("""{"kind":"Reset","count":-1}""", "count")]
    public async Task Rule_ThatMakesNoSense_IsRefusedByName(string json, string named)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);

        var answer = await http.SendAsync("POST", "fake/faults", json);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, (await VenueHttp.ReadAsync(answer)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(venue.Faults.All);
    }

    [Fact]
    public async Task Rules_FromAnotherProcess_AreListedWithTheirHits()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);

        await http.SendAsync("POST", "fake/faults", """{"kind":"Error","code":-4131,"path":"/fapi/v1/time","count":1}""");
        var hit = await http.GetAsync("fapi/v1/time");
        var list = await http.GetAsync("fake/faults");

        Assert.Equal(-4131, hit.GetProperty("code").GetInt32());
        Assert.Equal(1, list[0].GetProperty("hits").GetInt32());
        Assert.True(list[0].GetProperty("isSpent").GetBoolean());
        await http.SendAsync("DELETE", "fake/faults");
        Assert.Equal(0, (await http.GetAsync("fake/faults")).GetArrayLength());
    }

    [Fact]
    public async Task Throttling_SparesWhatReducesRisk()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var client = new VenueClient(venue.RestUrl, TimeProvider.System);
        await client.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010");
        venue.Faults.Add(new FaultRule { Kind = FaultKind.Throttled503, Path = "/fapi/v1/order", Count = 0 });

        var entry = await client.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010");
        var close = await client.OrderAsync("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.010&reduceOnly=true");
        var cancel = await client.DeleteAsync("/fapi/v1/order", "symbol=BTCUSDT&orderId=1");

        Assert.Equal((503, -1008), (entry.Status, entry.Code));
        Assert.Equal("FILLED", close.Word("status"));
        Assert.Equal(-2011, cancel.Code);
    }

    [Fact]
    public async Task Handshake_OfAStream_MeetsFaultsToo()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        venue.Faults.Add(new FaultRule { Kind = FaultKind.Forbidden403, Path = "/market/*" });
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(
            () => socket.ConnectAsync(new Uri(venue.StreamUrl, "market/ws"), CancellationToken.None));
        await using var second = await StreamClient.OpenAsync(venue, "market/ws");

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
        Assert.False(second.IsOver);
    }
}
