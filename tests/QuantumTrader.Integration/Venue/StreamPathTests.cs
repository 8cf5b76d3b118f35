using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using QuantumTrader.FakeVenue;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

public sealed class StreamPathTests
{
    [Fact]
    public async Task Stream_OnItsPath_ComesBare()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using var client = await StreamClient.OpenAsync(venue, "market/ws/btcusdt@aggTrade");

        await OpenAsync(venue, 1);
        venue.Feed.SetMark("BTCUSDT", 91_000.1m);

        var trade = await client.NextAsync(m => m.GetProperty("e").GetString() == "aggTrade");
        Assert.Equal("BTCUSDT", trade.GetProperty("s").GetString());
        Assert.Equal("91000.1", trade.GetProperty("p").GetString());
    }

    [Fact]
    public async Task Stream_Combined_ComesInItsEnvelope()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using var client = await StreamClient.OpenAsync(venue, "public/stream?streams=btcusdt@bookTicker/ethusdt@bookTicker");

        await OpenAsync(venue, 1);
        venue.Feed.SetMark("ETHUSDT", 3_000m);

        var message = await client.NextAsync(m => m.TryGetProperty("stream", out _));
        Assert.Equal("ethusdt@bookTicker", message.GetProperty("stream").GetString());
        Assert.Equal("3000", message.GetProperty("data").GetProperty("a").GetString());
    }

    [Fact]
    public async Task Subscription_OnTheWrongPath_IsAcknowledgedAndSilent()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using var wrong = await StreamClient.OpenAsync(venue, "public/ws");
        await using var right = await StreamClient.OpenAsync(venue, "market/ws");

        var answer = await wrong.AskAsync("""{"method":"SUBSCRIBE","params":["btcusdt@aggTrade"],"id":1}""");
        await right.SubscribeAsync("btcusdt@aggTrade");
        venue.Feed.SetMark("BTCUSDT", 91_000.1m);
        await right.NextAsync(m => m.TryGetProperty("e", out _));
        var list = await wrong.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":2}""");

        Assert.Equal("""{"result":null,"id":1}""", answer.GetRawText());
        Assert.Equal("""{"result":["btcusdt@aggTrade"],"id":2}""", list.GetRawText());
        Assert.DoesNotContain(wrong.Messages, m => m.TryGetProperty("e", out _));
    }

    [Fact]
    public async Task Subscription_TakenBack_FlowsNoMore()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using var client = await StreamClient.OpenAsync(venue, "market/ws");
        await client.SubscribeAsync("btcusdt@aggTrade", "ethusdt@aggTrade");

        await client.AskAsync("""{"method":"UNSUBSCRIBE","params":["btcusdt@aggTrade"],"id":"x"}""");
        venue.Feed.SetMark("BTCUSDT", 91_000.1m);
        venue.Feed.SetMark("ETHUSDT", 3_000m);

        await client.NextAsync(m => m.TryGetProperty("s", out var s) && s.GetString() == "ETHUSDT");
        Assert.DoesNotContain(client.Messages, m => m.TryGetProperty("s", out var s) && s.GetString() == "BTCUSDT");
    }

    [Theory]
    [InlineData("ws/btcusdt@aggTrade")]
    [InlineData("ws")]
    [InlineData("stream?streams=btcusdt@aggTrade")]
    public async Task OldAddress_Unsplit_IsNotThere(string address)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(venue.StreamUrl, address), CancellationToken.None));

        Assert.Equal(HttpStatusCode.NotFound, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("not json at all", 3)]
    [InlineData("[1,2]", 3)]
    [InlineData("""{"method":"SUBSCRIBE","params":[1],"id":1}""", 3)]
    [InlineData("""{"method":"LOGIN","params":[],"id":1}""", 2)]
    public async Task Command_ThatIsNone_IsRefusedAndTheConnectionLives(string command, int code)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using var client = await StreamClient.OpenAsync(venue, "market/ws");

        var answer = await client.AskAsync(command);
        var next = await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":9}""");

        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(JsonValueKind.Array, next.GetProperty("result").ValueKind);
    }

    private static Task OpenAsync(FakeVenueHost venue, int connections) =>
        Poll.UntilAsync(() => venue.Streams.ConnectionCount == connections, StreamClient.Limit, "the connection");
}
