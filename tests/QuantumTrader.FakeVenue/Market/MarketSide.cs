using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Streams;

namespace QuantumTrader.FakeVenue.Market;

/// <summary>The market side of one venue: prices, public REST paths, listen keys and streams.</summary>
public sealed class MarketSide : IAsyncDisposable
{
    private readonly Venue _venue;
    private readonly MarketPublisher _publisher;
    private MarketPump? _pump;

    public MarketSide(Venue venue)
    {
        ArgumentNullException.ThrowIfNull(venue);
        _venue = venue;
        var options = venue.Options;
        Streams = new StreamHub(options.Streams);
        ListenKeys = new ListenKeyBook(venue, Streams, options.Streams);
        _publisher = new MarketPublisher(venue, Streams, options.Feed);
        Feed = new MarketFeed(venue, _publisher, options.Feed);
        _publisher.Bind(Feed);
        options.Faults.Bind(venue.Clock);
        Acts = new VenueActs(venue, Feed);
        venue.Events = new VenueStreams(Streams, ListenKeys, Feed, _publisher);
    }

    public MarketFeed Feed { get; }

    public StreamHub Streams { get; }

    public ListenKeyBook ListenKeys { get; }

    public VenueActs Acts { get; }

    public void MapRest(RestTable table)
    {
        new MarketRest(_venue, Feed).Map(table);
        new KlineRest(Feed).Map(table);
        new FundingRest(_venue, Feed).Map(table);
        ListenKeys.Map(table);
    }

    public void MapSockets(WebApplication app)
    {
        app.UseWebSockets();
        new StreamServer(Streams, _venue.Options.Streams, _venue.Options.Faults, _venue.Clock.Time, app.Lifetime.ApplicationStopping).Map(app);
        new FakeEndpoints(_venue.Options.Faults, Streams, ListenKeys, Acts, new VenueState(_venue, Feed, Streams)).Map(app);
    }

    /// <summary>Lets the prices move.</summary>
    public void Start() => _pump ??= new MarketPump(Feed, _publisher, _venue.Options.Feed, _venue.Clock.Time);

    public async ValueTask DisposeAsync()
    {
        if (_pump is { } pump)
        {
            await pump.DisposeAsync();
        }

        ListenKeys.Dispose();
    }
}
