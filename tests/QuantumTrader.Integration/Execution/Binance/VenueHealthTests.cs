using QuantumTrader.Domain.Policy;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What the app says of a venue that is gone or takes no key, the real process on the fake venue.</summary>
public sealed class VenueHealthTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Health_TheVenueIsGoneAndBack_IsToldWhenEntriesAreDeniedAndWithdrawn()
    {
        await using var venue = await StartVenueAsync();
        await using var wire = new LoopbackProxy(venue.RestUrl.Port);
        await using var app = await AppProcess.Start(_data.Path, Settings(wire.Port, VenueKey.Default.ApiKey)).HealthyAsync();
        await app.StatusUntilAsync(s => s.Mode == TradingMode.Active, "it trades");

        wire.Refuses = true;
        wire.ResetAll();
        await app.StatusUntilAsync(s => s.Mode == TradingMode.ReduceOnly, "the state of the stop says that nothing is opened");
        await app.UntilAsync(async () => await StateAsync(app) == "venue_failing", TimeSpan.FromSeconds(3), "so does the health");

        var health = (await app.HealthAsync()).GetProperty("venue");
        Assert.Equal("failing", health.GetProperty("state").GetString());
        Assert.Contains("stream", health.GetProperty("cause").GetString(), StringComparison.Ordinal);

        wire.Refuses = false;
        await app.UntilAsync(async () => await StateAsync(app) == "healthy", Limit, "it is healthy again");
        Assert.Equal(0, (await app.TerminateAsync()).ExitCode);
        Assert.DoesNotContain("closed by us", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAKeyThatTheVenueDoesNotTake_EndsNamingTheSettingsAndInvitesNobody()
    {
        await using var venue = await StartVenueAsync();
        await using var app = AppProcess.Start(_data.Path, Settings(venue.RestUrl.Port, "canary-7f3a91"));

        Assert.Equal(1, await app.ExitAsync());
        Assert.All(["-2015", "Binance:ApiKey", "Exchange:Environment Rehearsal", "list of addresses"], part => Assert.Contains(part, app.Output, StringComparison.Ordinal));
        Assert.All(["canary", "/setup#", "   at QuantumTrader."], part => Assert.DoesNotContain(part, app.Output, StringComparison.Ordinal));
    }

    private static Task<FakeVenueHost> StartVenueAsync() => FakeVenueHost.StartAsync(new FakeVenueOptions
    {
        Limits = new RateLimitOptions { WeightPerMinute = 24_000 },
        Feed = new FeedOptions { Path = PricePath.Walk, Speed = 60, HistoryBars = 600 },
    });

    private static (string, string)[] Settings(int port, string key) =>
    [
        ("Exchange__Provider", "Binance"), ("Exchange__Environment", "Rehearsal"), ("Market__Source", "Exchange"), ("Market__Symbols", "BTCUSDT, ETHUSDT"), ("Market__Speed", "60"),
        ("Binance__RestUrl", $"http://127.0.0.1:{port}"), ("Binance__StreamUrl", $"ws://127.0.0.1:{port}"), ("Binance__WeightPerMinute", "24000"),
        ("Binance__ApiKey", key), ("Binance__ApiSecret", VenueKey.Default.Secret),
    ];

    private static async Task<string?> StateAsync(AppProcess app) => (await app.HealthAsync()).GetProperty("status").GetString();
}
