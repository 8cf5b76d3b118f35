using System.Globalization;
using System.Text.Json;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

public sealed class MarketFileTests
{
    private const long FirstMs = 1_670_889_600_000;

    [SharedDataFact]
    public async Task File_PlayedBarByBar_GivesItsOwnBars()
    {
        var series = KlineFile.Read(Path.Combine(Repository.SharedMarketData!, "ADAUSDT-1m-2022-12-13.csv"));
        await using var venue = await FakeVenueHost.StartAsync(Options(series, speed: 0));
        using var http = new VenueHttp(venue);
        await using var client = await StreamClient.OpenAsync(venue, "market/ws/adausdt@kline_1m");
        await Poll.UntilAsync(() => venue.Streams.ConnectionCount == 1, StreamClient.Limit, "the connection");

        var bars = 0;
        while (venue.Feed.StepBar())
        {
            bars++;
        }

        Assert.Equal(1440, bars);
        Assert.True(venue.Feed.IsOver);
        await Poll.UntilAsync(() => client.Messages.Count(IsClosed) == 1440, StreamClient.Limit, "all closed bars");
        var closed = client.Messages.Where(IsClosed).Select(m => m.GetProperty("k")).ToList();
        Assert.Equal(series.Candles.Select(c => (c.OpenTimeUtc.ToUnixTimeMilliseconds(), c.Open.Value, c.High.Value, c.Low.Value, c.Close.Value, c.Volume.Value)),
            closed.Select(k => (k.GetProperty("t").GetInt64(), Number(k, "o"), Number(k, "h"), Number(k, "l"), Number(k, "c"), Number(k, "v"))));

        var rest = (await http.GetAsync("fapi/v1/klines?symbol=ADAUSDT&interval=1m&limit=1500")).EnumerateArray().ToList();
        Assert.Equal(1441, rest.Count);
        Assert.Equal(series.Candles[^1].Close.Value, decimal.Parse(rest[^2][4].GetString()!, CultureInfo.InvariantCulture));
        Assert.Equal(FirstMs + (1440 * 60_000), rest[^1][0].GetInt64());
    }

    [Fact]
    public async Task Bars_OfLongerIntervals_AreMadeOfTheFilesOnes()
    {
        using var folder = new TempFolder();
        await using var venue = await FakeVenueHost.StartAsync(Options(Write(folder, 12), speed: 0));
        using var http = new VenueHttp(venue);
        await using var client = await StreamClient.OpenAsync(venue, "market/ws/adausdt@kline_5m");
        await Poll.UntilAsync(() => venue.Streams.ConnectionCount == 1, StreamClient.Limit, "the connection");

        while (venue.Feed.StepBar())
        {
        }

        await Poll.UntilAsync(() => client.Messages.Count(IsClosed) == 2, StreamClient.Limit, "two closed bars");
        var first = client.Messages.First(IsClosed).GetProperty("k");
        Assert.Equal(FirstMs, first.GetProperty("t").GetInt64());
        Assert.Equal(FirstMs + 299_999, first.GetProperty("T").GetInt64());
        Assert.Equal(5m * 100m, Number(first, "v"));
        Assert.Equal(0.3m, Number(first, "o"));
        Assert.Equal(0.3041m, Number(first, "c"));
        var rest = (await http.GetAsync("fapi/v1/klines?symbol=ADAUSDT&interval=5m")).EnumerateArray().ToList();
        Assert.Equal([FirstMs, FirstMs + 300_000, FirstMs + 600_000], rest.Select(b => b[0].GetInt64()));
        Assert.Equal("200", rest[2][5].GetString());
    }

    [Fact]
    public async Task Hole_InTheFile_ClosesTheLongerBarThatLostItsEnd()
    {
        using var folder = new TempFolder();
        await using var venue = await FakeVenueHost.StartAsync(Options(Write(folder, 12, without: [3, 4, 5]), speed: 0));
        await using var client = await StreamClient.OpenAsync(venue, "market/ws/adausdt@kline_5m");
        await Poll.UntilAsync(() => venue.Streams.ConnectionCount == 1, StreamClient.Limit, "the connection");

        while (venue.Feed.StepBar())
        {
        }

        await Poll.UntilAsync(() => client.Messages.Count(IsClosed) == 2, StreamClient.Limit, "two closed bars");
        Assert.Equal([300m, 400m], client.Messages.Where(IsClosed).Select(m => Number(m.GetProperty("k"), "v")));
    }

    [Fact]
    public async Task File_AtASpeed_LastsItsTimeOnTheClock()
    {
        using var folder = new TempFolder();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var options = Options(Write(folder, 10), speed: 60, time);
        await using var venue = await FakeVenueHost.StartAsync(options);

        // A minute at speed 60 is a second, told in four prices; the first comes after a quarter.
        time.Advance(TimeSpan.FromSeconds(3.3));

        await Poll.UntilAsync(() => Closed(venue) == 3, StreamClient.Limit, "three bars");
        lock (venue.Venue.Gate)
        {
            Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds(), venue.Venue.Markets["ADAUSDT"].AtMs);
        }
    }

    [Fact]
    public async Task History_OfTheFirstBars_IsThereAtTheStart()
    {
        using var folder = new TempFolder();
        await using var venue = await FakeVenueHost.StartAsync(Options(Write(folder, 10), speed: 0, history: 4));
        using var http = new VenueHttp(venue);

        var rest = (await http.GetAsync("fapi/v1/klines?symbol=ADAUSDT&interval=1m")).EnumerateArray().ToList();

        Assert.Equal(5, rest.Count);
        Assert.Equal("0.3031", (await http.GetAsync("fapi/v1/ticker/price?symbol=ADAUSDT")).GetProperty("price").GetString());
        Assert.Equal("0.3031", rest[^1][4].GetString());
        Assert.Equal("0", rest[^1][5].GetString());
    }

    private static int Closed(FakeVenueHost venue)
    {
        lock (venue.Venue.Gate)
        {
            return venue.Feed.Symbols["ADAUSDT"].History.Closed.Count;
        }
    }

    private static FakeVenueOptions Options(KlineSeries series, double speed, TimeProvider? time = null, int history = 0) => new()
    {
        Time = time ?? TimeProvider.System,
        Symbols = [InstrumentCatalogue.Of(series)],
        Feed = new FeedOptions { Path = PricePath.Files, Series = [series], Speed = speed, HistoryBars = history, KlineEvery = TimeSpan.Zero },
    };

    /// <summary>Minutes of 100 ADA; minute i goes from 0.3 + i/1000 up by one tick.</summary>
    private static KlineSeries Write(TempFolder folder, int minutes, int[]? without = null)
    {
        var lines = Enumerable.Range(0, minutes).Where(i => without?.Contains(i) != true).Select(i =>
        {
            var (t, price) = (FirstMs + (i * 60_000L), 0.3m + (i * 0.001m));
            return string.Create(CultureInfo.InvariantCulture, $"{t},{price},{price + 0.0002m},{price - 0.0002m},{price + 0.0001m},100,{t + 59_999},30,0,0,0,0");
        });
        File.WriteAllLines(folder["ADAUSDT-1m-2022-12-13.csv"], lines);
        return KlineFile.Read(folder["ADAUSDT-1m-2022-12-13.csv"]);
    }

    private static bool IsClosed(JsonElement message) => message.TryGetProperty("k", out var k) && k.GetProperty("x").GetBoolean();

    private static decimal Number(JsonElement element, string name) => decimal.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
