using System.Net.Sockets;
using System.Text;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Streams;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

public sealed class StreamLifeTests
{
    [Fact]
    public async Task Client_WithMoreThanTenMessagesInASecond_IsCut()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using var client = await StreamClient.OpenAsync(venue, "market/ws");

        for (var i = 0; i < 11 && !client.IsOver; i++)
        {
            await client.SendAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        }

        await client.OverAsync();
        Assert.True(client.Messages.Count <= 10);
    }

    [Fact]
    public async Task Connection_AtTheEndOfItsLife_IsClosed()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Streams = new StreamOptions { ConnectionLife = TimeSpan.FromMilliseconds(200) },
        });
        await using var client = await StreamClient.OpenAsync(venue, "market/ws/btcusdt@aggTrade");

        await client.OverAsync();

        await Poll.UntilAsync(() => venue.Streams.ConnectionCount == 0, StreamClient.Limit, "the connection's end at the venue");
    }

    [Fact]
    public async Task Reader_ThatFallsTooFarBehind_IsCut()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Streams = new StreamOptions { QueueMax = 4 },
        });
        await using var client = await StreamClient.OpenAsync(venue, "market/ws/btcusdt@aggTrade");
        await Poll.UntilAsync(() => venue.Streams.ConnectionCount == 1, StreamClient.Limit, "the connection");

        lock (venue.Venue.Gate)
        {
            for (var i = 0; i < 2_000; i++)
            {
                venue.Feed.SetMark("BTCUSDT", 91_000m + i);
            }
        }

        await client.OverAsync();
        Assert.True(client.Messages.Count < 2_000);
    }

    [Fact]
    public async Task Marks_OfEverySymbol_ComeByTheClock()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Feed = new FakeVenue.Market.FeedOptions { MarkEvery = TimeSpan.FromMilliseconds(50) },
        });
        await using var one = await StreamClient.OpenAsync(venue, "market/ws/btcusdt@markPrice@1s");
        await using var all = await StreamClient.OpenAsync(venue, "market/ws/!markPrice@arr@1s");
        await using var tickers = await StreamClient.OpenAsync(venue, "market/ws/!miniTicker@arr");

        var mark = await one.NextAsync(m => m.GetProperty("e").GetString() == "markPriceUpdate");
        await Poll.UntilAsync(() => all.Messages.Count >= 2, StreamClient.Limit, "two rounds of all marks");

        await Poll.UntilAsync(() => tickers.Messages.Count >= 1, StreamClient.Limit, "a round of all tickers");

        Assert.Equal(venue.Venue.Markets.Keys.Order(), tickers.Messages[0].EnumerateArray().Select(t => t.GetProperty("s").GetString()!).Order());
        Assert.Equal("BTCUSDT", mark.GetProperty("s").GetString());
        Assert.Equal(venue.Venue.Markets.Count, all.Messages[0].GetArrayLength());
    }

    [Fact]
    public async Task Venue_ThatStops_EndsItsConnectionsAtOnce()
    {
        var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using var client = await StreamClient.OpenAsync(venue, "market/ws/btcusdt@aggTrade");

        await venue.DisposeAsync().AsTask().WaitAsync(StreamClient.Limit);

        await client.OverAsync();
    }

    [Fact]
    public async Task Client_ThatAnswersNoPing_IsCut()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Streams = new StreamOptions { PingEvery = TimeSpan.FromMilliseconds(100), PongWithin = TimeSpan.FromMilliseconds(300) },
        });
        await using var answering = await StreamClient.OpenAsync(venue, "market/ws/btcusdt@aggTrade");
        using var mute = new TcpClient();
        await mute.ConnectAsync(venue.RestUrl.Host, venue.RestUrl.Port);
        var stream = mute.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /market/ws HTTP/1.1\r\nHost: {venue.RestUrl.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));

        using var all = new MemoryStream();
        await stream.CopyToAsync(all).WaitAsync(StreamClient.Limit).ContinueWith(_ => { }, TaskScheduler.Default); // until it is cut

        Assert.Contains((byte)0x89, all.ToArray()); // a ping had come
        await Poll.UntilAsync(() => venue.Streams.ConnectionCount == 1, StreamClient.Limit, "the mute one's end");
        Assert.False(answering.IsOver);
    }
}
