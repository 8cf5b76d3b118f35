using System.Globalization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>The app as an operator rehearses it: the real process on the fake venue, over HTTP and WebSocket.</summary>
public sealed class RehearsalTests : IDisposable
{
    private const int Speed = 600;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Rehearsal_TradesOnTheFakeVenue_AndAStopLeavesItFlat()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions { Feed = new FeedOptions { Path = PricePath.Walk, Speed = Speed, HistoryBars = 600 } });
        await using var app = await AppProcess.Start(_data.Path, Settings(venue)).HealthyAsync();

        await app.UntilAsync(() => Task.FromResult(Positions(venue) > 0), Limit, "a position is open at the venue");
        (await CommandProcess.RunAsync(_data.Path, "ess", "activate", "--reason", "rehearsed")).AssertDone();
        await app.StatusUntilAsync(s => s.RunState == EmergencyRunState.Flat, "the stop ends flat");

        Assert.Equal(0, Positions(venue));
    }

    private static int Positions(FakeVenueHost venue) => venue.Venue.Accounts["main"].Positions.Count(p => p.Amount != 0m);

    private static (string, string)[] Settings(FakeVenueHost venue) =>
    [
        ("Exchange__Provider", "Binance"), ("Exchange__Environment", "Rehearsal"), ("Market__Source", "Exchange"),
        ("Market__Symbols", "BTCUSDT, ETHUSDT"), ("Market__Speed", Speed.ToString(CultureInfo.InvariantCulture)),
        ("Binance__RestUrl", venue.RestUrl.ToString()), ("Binance__StreamUrl", venue.StreamUrl.ToString()),
        ("Binance__ApiKey", VenueKey.Default.ApiKey), ("Binance__ApiSecret", VenueKey.Default.Secret),
    ];
}
