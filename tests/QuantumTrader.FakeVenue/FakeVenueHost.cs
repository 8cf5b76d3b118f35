using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.FakeVenue.Streams;

namespace QuantumTrader.FakeVenue;

/// <summary>A fake venue that listens on loopback, in a test's own process or in the program's.</summary>
public sealed class FakeVenueHost : IAsyncDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);

    private readonly WebApplication _app;
    private readonly MarketSide _market;
    private readonly ITimer _ticks;

    private FakeVenueHost(WebApplication app, Venue venue, MarketSide market, Uri restUrl)
    {
        _app = app;
        _market = market;
        Venue = venue;
        RestUrl = restUrl;
        StreamUrl = new UriBuilder(restUrl) { Scheme = "ws" }.Uri;
        _ticks = venue.Clock.Time.CreateTimer(_ => venue.Tick(), null, TickInterval, TickInterval);
    }

    public Venue Venue { get; }

    /// <summary>The prices, and how a test moves them.</summary>
    public MarketFeed Feed => _market.Feed;

    /// <summary>Who listens, and the faults of streams.</summary>
    public StreamHub Streams => _market.Streams;

    /// <summary>What goes wrong with REST calls.</summary>
    public FaultScripts Faults => Venue.Options.Faults;

    public ListenKeyBook ListenKeys => _market.ListenKeys;

    /// <summary>What happens at the venue without a client's call.</summary>
    public VenueActs Acts => _market.Acts;

    /// <summary>http://127.0.0.1:port/</summary>
    public Uri RestUrl { get; }

    /// <summary>ws://127.0.0.1:port/</summary>
    public Uri StreamUrl { get; }

    /// <summary>Listens when it returns. Throws when the port is taken.</summary>
    public static async Task<FakeVenueHost> StartAsync(FakeVenueOptions options)
    {
        var venue = new Venue(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(System.Net.IPAddress.Loopback, options.Port);
            k.Limits.MaxRequestBodySize = RestServer.BodyBytesMax;
            k.AddServerHeader = false;
        });
        var app = builder.Build();
        var table = new RestTable();
        AccountModule.MapRest(table);
        var market = new MarketSide(venue);
        market.MapRest(table);
        market.MapSockets(app);
        app.MapFallback("/{**path}", new RestServer(venue, table, app.Lifetime.ApplicationStopping).HandleAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        market.Start();
        return new FakeVenueHost(app, venue, market, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        await _ticks.DisposeAsync();
        await _market.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
