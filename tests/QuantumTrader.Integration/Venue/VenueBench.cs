using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>A venue on loopback with a clock of its own, a client, and a record of the events it raised.</summary>
public sealed class VenueBench : IAsyncDisposable
{
    private VenueBench(FakeVenueHost host, FakeTimeProvider time, VenueEventLog events)
    {
        (Host, Time, Events) = (host, time, events);
        Client = new VenueClient(host.RestUrl, time);
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public FakeVenueHost Host { get; }

    public FakeTimeProvider Time { get; }

    public VenueEventLog Events { get; }

    public VenueClient Client { get; }

    public FakeVenue.Venue Venue => Host.Venue;

    public VenueAccount Account => Venue.Accounts["main"];

    public static async Task<VenueBench> StartAsync(Func<TimeProvider, FakeVenueOptions>? options = null)
    {
        var time = new FakeTimeProvider(Start);
        var host = await FakeVenueHost.StartAsync(options?.Invoke(time) ?? new FakeVenueOptions { Time = time });
        var events = new VenueEventLog();
        host.Venue.Events = events;
        return new VenueBench(host, time, events);
    }

    /// <summary>Moves mark and last price to one value; the book around it one tick wide.</summary>
    public void Mark(string symbol, decimal price, decimal? last = null)
    {
        var tick = Venue.Market(symbol)!.Instrument.TickSize;
        Venue.OnMark(symbol, price, last ?? price, price - tick, price, Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    public async Task<decimal> PositionAsync(string symbol)
    {
        var reply = await Client.GetAsync("/fapi/v3/positionRisk", "symbol=" + symbol);
        return reply.Json.EnumerateArray().Sum(p => VenueReply.NumberOf(p.GetProperty("positionAmt")));
    }

    public async Task<List<JsonElement>> OpenOrdersAsync() => [.. (await Client.GetAsync("/fapi/v1/openOrders")).Json.EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
