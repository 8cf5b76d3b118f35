using System.Text;
using System.Text.Json;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Streams;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

public sealed class FaultStreamTests
{
    [Theory]
    [InlineData(StreamFaultKind.Gap, 2, "0 3 4 5")]
    [InlineData(StreamFaultKind.Duplicate, 1, "0 1 1 2 3 4 5")]
    [InlineData(StreamFaultKind.Reorder, 1, "0 2 1 3 4 5")]
    [InlineData(StreamFaultKind.Reorder, 2, "0 2 1 4 3 5")]
    public async Task UserEvents_WithAFault_ComeAsScripted(StreamFaultKind kind, int count, string expected)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using var client = await OpenPrivateAsync(venue);

        Tell(venue, 0, "A");
        venue.Streams.Inject(new StreamFault { Kind = kind, Event = "A", Count = count, Path = StreamPath.Private });
        for (var i = 1; i <= 5; i++)
        {
            Tell(venue, i, "A");
        }

        Tell(venue, 99, "B");
        await client.NextAsync(m => Number(m) == 99);

        Assert.Equal(expected, string.Join(' ', client.Messages.Select(Number).Where(n => n < 99)));
    }

    [Fact]
    public async Task Silence_LeavesTheSocketOpenAndNewOnesWork()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using var mute = await OpenPrivateAsync(venue);

        venue.Streams.Inject(new StreamFault { Kind = StreamFaultKind.Silence, Path = StreamPath.Private });
        await using var fresh = await OpenPrivateAsync(venue, connections: 2);
        Tell(venue, 1, "A");

        await fresh.NextAsync(m => Number(m) == 1);
        Assert.Empty(mute.Messages);
        Assert.False(mute.IsOver);
    }

    [Fact]
    public async Task Cut_EndsTheConnectionsOfOnePath()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using var user = await OpenPrivateAsync(venue);
        await using var market = await StreamClient.OpenAsync(venue, "market/ws/btcusdt@aggTrade");

        venue.Streams.Inject(new StreamFault { Kind = StreamFaultKind.Cut, Path = StreamPath.Private });
        await user.OverAsync();

        await market.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        Assert.False(market.IsOver);
    }

    [Fact]
    public async Task Fault_FromAnotherProcess_IsAJsonObject()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);
        await using var client = await OpenPrivateAsync(venue);

        var answer = await http.SendAsync("POST", "fake/streams", """{"kind":"gap","path":"private","event":"A","count":1}""");
        Tell(venue, 1, "A");
        Tell(venue, 2, "A");
        await client.NextAsync(m => Number(m) == 2);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Single(client.Messages);
    }

    private static void Tell(FakeVenueHost venue, int number, string name) =>
        venue.Venue.Events.OnUserEvent("main", name, Encoding.UTF8.GetBytes($"{{\"e\":\"{name}\",\"E\":{number}}}"));

    private static int Number(JsonElement message) => message.GetProperty("E").GetInt32();

    private static async Task<StreamClient> OpenPrivateAsync(FakeVenueHost venue, int connections = 1)
    {
        var client = await StreamClient.OpenAsync(venue, $"private/ws?listenKey={venue.ListenKeys.For("main").Create()}");
        await Poll.UntilAsync(() => venue.Streams.ConnectionsOn(StreamPath.Private) == connections, StreamClient.Limit, "the connection");
        return client;
    }
}
