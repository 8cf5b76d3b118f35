using System.Net;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Streams;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

public sealed class StreamListenKeyTests
{
    private static readonly byte[] Event = """{"e":"ACCOUNT_CONFIG_UPDATE","E":1}"""u8.ToArray();

    [Fact]
    public async Task Key_AskedTwice_IsTheSame()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);

        var first = await KeyAsync(http, "POST");
        var second = await KeyAsync(http, "POST");
        var kept = await KeyAsync(http, "PUT");

        Assert.Equal(ListenKeys.KeyLength, first!.Length);
        Assert.Equal(first, second);
        Assert.Equal(first, kept);
    }

    [Fact]
    public async Task Key_AskedWithoutAnApiKey_IsRefused()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue, withKey: false);

        var response = await http.SendAsync("POST", "fapi/v1/listenKey");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Key_ThatRanOut_SaysSoAndThenNothing()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Streams = new StreamOptions { ListenKeyLife = TimeSpan.FromSeconds(2) },
        });
        using var http = new VenueHttp(venue);
        var key = await KeyAsync(http, "POST");
        await using var client = await StreamClient.OpenAsync(venue, $"private/ws?listenKey={key}");

        var expired = await client.NextAsync(m => m.GetProperty("e").GetString() == "listenKeyExpired");
        var answer = await http.AskAsync("PUT", "fapi/v1/listenKey");
        var next = await KeyAsync(http, "POST");
        await using var second = await StreamClient.OpenAsync(venue, $"private/ws?listenKey={next}");
        await OpenAsync(venue, 2);
        venue.Venue.Events.OnUserEvent("main", "ACCOUNT_CONFIG_UPDATE", Event);
        await second.NextAsync(m => m.GetProperty("e").GetString() == "ACCOUNT_CONFIG_UPDATE");

        Assert.Equal(key, expired.GetProperty("listenKey").GetString());
        Assert.Equal(-1125, answer.GetProperty("code").GetInt32());
        Assert.NotEqual(key, next);
        Assert.False(client.IsOver);
        Assert.Single(client.Messages);
    }

    [Fact]
    public async Task Key_ThatAClientDeletes_IsDeadForAll()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);
        var key = await KeyAsync(http, "POST");
        await using var client = await StreamClient.OpenAsync(venue, $"private/stream?streams={key}");
        await OpenAsync(venue, 1);

        await http.SendAsync("DELETE", "fapi/v1/listenKey");
        venue.Venue.Events.OnUserEvent("main", "ACCOUNT_CONFIG_UPDATE", Event);
        await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");

        Assert.Single(client.Messages);
        Assert.Equal(-1125, (await http.AskAsync("PUT", "fapi/v1/listenKey")).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Events_NotOnTheList_AreLeftOut()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);
        var key = await KeyAsync(http, "POST");
        await using var some = await StreamClient.OpenAsync(venue, $"private/ws?listenKey={key}&events=ORDER_TRADE_UPDATE/ACCOUNT_UPDATE");
        await using var all = await StreamClient.OpenAsync(venue, $"private/ws/{key}");
        await OpenAsync(venue, 2);

        venue.Venue.Events.OnUserEvent("main", "ACCOUNT_CONFIG_UPDATE", Event);
        venue.ListenKeys.ExpireAll();

        await all.NextAsync(m => m.GetProperty("e").GetString() == "listenKeyExpired");
        Assert.Equal(2, all.Messages.Count);
        await some.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        Assert.Single(some.Messages);
    }

    [Fact]
    public async Task Events_OfOneKey_ComeInTheirOrder()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);
        var key = await KeyAsync(http, "POST");
        await using var client = await StreamClient.OpenAsync(venue, "private/stream");
        await client.SubscribeAsync(key!);

        for (var i = 0; i < 2_000; i++)
        {
            venue.Venue.Events.OnUserEvent("main", "X", System.Text.Encoding.UTF8.GetBytes($"{{\"e\":\"X\",\"E\":{i}}}"));
        }

        await Poll.UntilAsync(() => client.Messages.Count == 2_001, StreamClient.Limit, "2,000 events");
        Assert.Equal(Enumerable.Range(0, 2_000), client.Messages.Skip(1).Select(m => m.GetProperty("data").GetProperty("E").GetInt32()));
        Assert.All(client.Messages.Skip(1), m => Assert.Equal(key, m.GetProperty("stream").GetString()));
    }

    private static async Task<string?> KeyAsync(VenueHttp http, string verb) =>
        (await http.AskAsync(verb, "fapi/v1/listenKey")).GetProperty("listenKey").GetString();

    private static Task OpenAsync(FakeVenueHost venue, int connections) =>
        Poll.UntilAsync(() => venue.Streams.ConnectionsOn(StreamPath.Private) == connections, StreamClient.Limit, "the connections");
}
