using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Market;

namespace QuantumTrader.E2E;

/// <summary>The app on a venue beyond this machine, here the fake one, both of the test's own.</summary>
public abstract class VenueAppTest(Chromium chromium) : OwnAppTest(chromium)
{
    private FakeVenueHost? _venue;

    private protected FakeVenueHost Venue => _venue!;

    private protected override (string Key, string Value)[] Settings =>
    [
        ("Exchange__Provider", "Binance"), ("Exchange__Environment", "Rehearsal"),
        ("Market__Source", "Exchange"), ("Market__Symbols", "BTCUSDT, ETHUSDT"), ("Market__Speed", "600"),
        ("Binance__RestUrl", Venue.RestUrl.ToString()), ("Binance__StreamUrl", Venue.StreamUrl.ToString()),
        ("Binance__ApiKey", VenueKey.Default.ApiKey), ("Binance__ApiSecret", VenueKey.Default.Secret),
    ];

    public override async Task InitializeAsync()
    {
        _venue = await FakeVenueHost.StartAsync(new FakeVenueOptions { Feed = new FeedOptions { Path = PricePath.Walk, Speed = 600, HistoryBars = 600 } });
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_venue is not null)
        {
            await _venue.DisposeAsync();
        }
    }
}
