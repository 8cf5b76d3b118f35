using System.Globalization;
using System.Text.Json;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

public sealed class MarketRestTests
{
    [Fact]
    public async Task ExchangeInfo_SaysEveryRule()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Symbols = [.. InstrumentCatalogue.WellKnown, .. InstrumentCatalogue.Invented(200)],
        });
        using var http = new VenueHttp(venue);

        var info = await http.GetAsync("fapi/v1/exchangeInfo");

        var symbols = info.GetProperty("symbols").EnumerateArray().ToDictionary(s => s.GetProperty("symbol").GetString()!);
        Assert.Equal(210, symbols.Count);
        Assert.Contains("S200USDT", symbols.Keys);
        var bitcoin = symbols["BTCUSDT"];
        Assert.Equal("TRADING", bitcoin.GetProperty("status").GetString());
        Assert.Equal("PERPETUAL", bitcoin.GetProperty("contractType").GetString());
        Assert.Equal("0.1", Filter(bitcoin, "PRICE_FILTER").GetProperty("tickSize").GetString());
        Assert.Equal("0.001", Filter(bitcoin, "LOT_SIZE").GetProperty("stepSize").GetString());
        Assert.Equal("120", Filter(bitcoin, "MARKET_LOT_SIZE").GetProperty("maxQty").GetString());
        Assert.Equal("100", Filter(bitcoin, "MIN_NOTIONAL").GetProperty("notional").GetString());
        Assert.Equal("1.0500", Filter(bitcoin, "PERCENT_PRICE").GetProperty("multiplierUp").GetString());
        Assert.Contains("TRAILING_STOP_MARKET", bitcoin.GetProperty("orderTypes").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(["REQUEST_WEIGHT 1 MINUTE", "ORDERS 1 MINUTE", "ORDERS 10 SECOND"], info.GetProperty("rateLimits").EnumerateArray().Select(l =>
            $"{l.GetProperty("rateLimitType").GetString()} {l.GetProperty("intervalNum").GetInt32()} {l.GetProperty("interval").GetString()}"));
    }

    [Theory]
    [InlineData("fapi/v1/premiumIndex", "markPrice", "90000.50000000")]
    [InlineData("fapi/v1/ticker/price", "price", "90000.5")]
    [InlineData("fapi/v2/ticker/price", "price", "90000.5")]
    [InlineData("fapi/v1/ticker/bookTicker", "bidPrice", "90000.5")]
    [InlineData("fapi/v1/ticker/24hr", "lastPrice", "90000.5")]
    public async Task Price_OfOneSymbolOrAll_IsTheLastOne(string path, string name, string expected)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions { Symbols = InstrumentCatalogue.WellKnown });
        using var http = new VenueHttp(venue);
        venue.Feed.SetMark("BTCUSDT", 90_000.5m);

        var one = await http.GetAsync($"{path}?symbol=BTCUSDT");
        var all = await http.GetAsync(path);

        Assert.Equal(expected, one.GetProperty(name).GetString());
        Assert.Equal(10, all.GetArrayLength());
        Assert.Equal(expected, all.EnumerateArray().Single(s => s.GetProperty("symbol").GetString() == "BTCUSDT").GetProperty(name).GetString());
    }

    [Theory]
    [InlineData("fapi/v1/klines?symbol=NOPE&interval=1m", -1121)]
    [InlineData("fapi/v1/klines?symbol=BTCUSDT&interval=7m", -1120)]
    [InlineData("fapi/v1/klines?symbol=BTCUSDT", -1102)]
    [InlineData("fapi/v1/klines?interval=1m", -1102)]
    [InlineData("fapi/v1/depth?symbol=nope", -1121)]
    [InlineData("fapi/v1/continuousKlines?pair=BTCUSDT&contractType=NEXT_QUARTER&interval=1m", -1130)]
    public async Task Call_WithAWrongParameter_IsRefusedInTheVenuesCode(string path, int code)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);

        Assert.Equal(code, (await http.GetAsync(path)).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Klines_OfAWalk_EndWithTheUnclosedMinute()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Symbols = InstrumentCatalogue.WellKnown,
            Feed = new FeedOptions { Path = PricePath.Walk, HistoryBars = 300 },
        });
        using var http = new VenueHttp(venue);
        var minute = KlineInterval.Find("1m")!;

        var bars = (await http.GetAsync("fapi/v1/klines?symbol=ETHUSDT&interval=1m&limit=100")).EnumerateArray().ToList();

        Assert.Equal(100, bars.Count);
        Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.Equal(pair.First[0].GetInt64() + 60_000, pair.Second[0].GetInt64()));
        Assert.InRange(minute.OpenMs(venue.Venue.Clock.NowMs) - bars[^1][0].GetInt64(), 0, 60_000);
        var before = bars[50][0].GetInt64();
        var since = (await http.GetAsync($"fapi/v1/klines?symbol=ETHUSDT&interval=1m&startTime={before}&endTime={before + 120_000}")).EnumerateArray().ToList();
        Assert.Equal([before, before + 60_000, before + 120_000], since.Select(b => b[0].GetInt64()));
    }

    [Fact]
    public async Task Depth_AndItsStreams_TellOneBook()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions { Symbols = InstrumentCatalogue.WellKnown });
        using var http = new VenueHttp(venue);
        await using var client = await StreamClient.OpenAsync(venue, "public/ws/btcusdt@depth20@100ms/btcusdt@depth@100ms");
        await Poll.UntilAsync(() => venue.Streams.ConnectionCount == 1, StreamClient.Limit, "the connection");

        venue.Feed.SetMark("BTCUSDT", 90_000m);
        venue.Feed.SetMark("BTCUSDT", 90_000.5m);
        await Poll.UntilAsync(() => client.Messages.Count == 4, StreamClient.Limit, "four messages");
        var rest = await http.GetAsync("fapi/v1/depth?symbol=BTCUSDT&limit=20");

        Assert.Equal(rest.GetProperty("bids").GetRawText(), client.Messages[2].GetProperty("b").GetRawText());
        Assert.Equal(rest.GetProperty("lastUpdateId").GetInt64(), client.Messages[2].GetProperty("u").GetInt64());
        var (first, second) = (client.Messages[1], client.Messages[3]);
        Assert.Equal(first.GetProperty("u").GetInt64(), second.GetProperty("pu").GetInt64());
        var book = Levels(first, "b");
        foreach (var (price, quantity) in Levels(second, "b"))
        {
            book[price] = quantity;
        }

        Assert.Equal(Levels(rest, "bids"), book.Where(l => l.Value > 0m).ToDictionary());
    }

    [Fact]
    public async Task Trades_AreKeptWithTheirIds()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);
        venue.Feed.SetMark("BTCUSDT", 90_000m);
        venue.Feed.SetMark("BTCUSDT", 90_001m);
        venue.Feed.SetMark("BTCUSDT", 90_000m);

        var trades = (await http.GetAsync("fapi/v1/aggTrades?symbol=BTCUSDT")).EnumerateArray().ToList();
        var later = await http.GetAsync($"fapi/v1/aggTrades?symbol=BTCUSDT&fromId={trades[1].GetProperty("a").GetInt64()}&limit=1");

        Assert.Equal(["90000", "90001", "90000"], trades.Select(t => t.GetProperty("p").GetString()));
        Assert.True(trades[2].GetProperty("m").GetBoolean());
        Assert.Equal("90001", Assert.Single(later.EnumerateArray()).GetProperty("p").GetString());
    }

    private static JsonElement Filter(JsonElement symbol, string type) =>
        symbol.GetProperty("filters").EnumerateArray().Single(f => f.GetProperty("filterType").GetString() == type);

    private static Dictionary<decimal, decimal> Levels(JsonElement message, string side) =>
        message.GetProperty(side).EnumerateArray().ToDictionary(
            l => decimal.Parse(l[0].GetString()!, CultureInfo.InvariantCulture), l => decimal.Parse(l[1].GetString()!, CultureInfo.InvariantCulture));
}
