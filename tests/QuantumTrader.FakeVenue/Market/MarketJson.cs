using System.Text.Json;

namespace QuantumTrader.FakeVenue.Market;

/// <summary>The market streams' payloads.</summary>
internal static class MarketJson
{
    private const int UsdMargined = 1; // `st`, since the exchange's two kinds of futures share their streams

    // {"e":"aggTrade","E":123456789,"s":"BTCUSDT","a":5933014,"p":"0.001","q":"100","nq":"100","f":100,"l":105,"T":123456785,"m":true}
    public static byte[] AggTrade(string symbol, in PublicTrade trade, long nowMs)
    {
        var t = trade;
        return Event("aggTrade", nowMs, symbol, w =>
        {
            w.WriteNumber("a", t.Id);
            w.Text("p", t.Price);
            w.Text("q", t.Quantity);
            w.Text("nq", t.Quantity);
            w.WriteNumber("f", t.Id);
            w.WriteNumber("l", t.Id);
            w.WriteNumber("T", t.AtMs);
            w.WriteBoolean("m", t.IsBuyerMaker);
            w.WriteNumber("st", UsdMargined);
        });
    }

    public static byte[] Trade(string symbol, in PublicTrade trade, long nowMs)
    {
        var t = trade;
        return Event("trade", nowMs, symbol, w =>
        {
            w.WriteNumber("T", t.AtMs);
            w.WriteNumber("t", t.Id);
            w.Text("p", t.Price);
            w.Text("q", t.Quantity);
            w.WriteString("X", "MARKET");
            w.WriteBoolean("m", t.IsBuyerMaker);
        });
    }

    // {"e":"kline","E":1638747660000,"s":"BTCUSDT","k":{"t":1638747660000,"T":1638747719999,"s":"BTCUSDT","i":"1m","f":100,"L":200,...,"x":false,...}}
    public static byte[] Kline(string symbol, string interval, in Bar bar, bool isClosed, long nowMs)
    {
        var b = bar;
        return Event("kline", nowMs, symbol, w =>
        {
            w.WriteStartObject("k");
            w.WriteNumber("t", b.OpenMs);
            w.WriteNumber("T", b.EndMs - 1);
            w.WriteString("s", symbol);
            w.WriteString("i", interval);
            w.WriteNumber("f", b.TradeIdFirst);
            w.WriteNumber("L", b.TradeIdLast);
            w.Text("o", b.Open);
            w.Text("c", b.Close);
            w.Text("h", b.High);
            w.Text("l", b.Low);
            w.Text("v", b.Volume);
            w.WriteNumber("n", b.Trades);
            w.WriteBoolean("x", isClosed);
            w.Text("q", b.QuoteVolume);
            w.Text("V", b.TakerVolume);
            w.Text("Q", b.TakerQuoteVolume);
            w.WriteString("B", "0");
            w.WriteEndObject();
        });
    }

    public static byte[] MarkPrice(VenueMarket market, long nextFundingMs, long nowMs) =>
        VenueJson.Object(w => WriteMarkPrice(w, market, nextFundingMs, nowMs));

    public static byte[] MarkPrices(IEnumerable<VenueMarket> markets, long nextFundingMs, long nowMs) => VenueJson.Array(markets, (w, market) =>
    {
        w.WriteStartObject();
        WriteMarkPrice(w, market, nextFundingMs, nowMs);
        w.WriteEndObject();
    });

    // {"e":"bookTicker","u":400900217,"E":1568014460893,"T":1568014460891,"s":"BNBUSDT","b":"25.35190000","B":"31.21000000","a":"25.36520000","A":"40.66000000"}
    public static byte[] BookTicker(VenueMarket market, long updateId, long nowMs) => VenueJson.Object(w =>
    {
        w.WriteString("e", "bookTicker");
        w.WriteNumber("u", updateId);
        w.WriteString("s", market.Instrument.Symbol);
        w.Text("b", market.BestBid);
        w.Text("B", BestQuantity(market, asks: false));
        w.Text("a", market.BestAsk);
        w.Text("A", BestQuantity(market, asks: true));
        w.WriteNumber("T", market.AtMs);
        w.WriteNumber("E", nowMs);
        WritePair(w, market.Instrument.Symbol);
    });

    public static byte[] Depth(BookChange change, string symbol, long nowMs) => Event("depthUpdate", nowMs, symbol, w =>
    {
        w.WriteNumber("T", nowMs);
        w.WriteNumber("U", change.First);
        w.WriteNumber("u", change.Last);
        w.WriteNumber("pu", change.Before);
        w.Levels("b", change.Bids);
        w.Levels("a", change.Asks);
        WritePair(w, symbol);
    });

    public static byte[] Ticker(string symbol, in Bar day, PublicTrade? last, long nowMs, bool isMini)
    {
        var d = day;
        return Event(isMini ? "24hrMiniTicker" : "24hrTicker", nowMs, symbol, w =>
        {
            WriteTicker(w, d, last, nowMs, isMini);
            WritePair(w, symbol);
        });
    }

    public static byte[] ContractInfo(VenueMarket market, long nowMs)
    {
        var rules = market.Instrument;
        return Event("contractInfo", nowMs, rules.Symbol, w =>
        {
            w.WriteString("ps", rules.Symbol);
            w.WriteString("ct", "PERPETUAL");
            w.WriteNumber("dt", InstrumentJson.DeliveryDateMs);
            w.WriteNumber("ot", rules.OnboardDateMs);
            w.WriteString("cs", market.Status);
            w.WriteNumber("st", UsdMargined);
            w.WriteStartArray("bks");
            foreach (var bracket in rules.Brackets)
            {
                WriteBracket(w, bracket);
            }

            w.WriteEndArray();
        });
    }

    public static decimal BestQuantity(VenueMarket market, bool asks) =>
        SyntheticBook.Levels(market, asks).Select(l => l.Quantity).FirstOrDefault();

    public static void Levels(this Utf8JsonWriter writer, string name, IEnumerable<BookLevel> levels)
    {
        writer.WriteStartArray(name);
        foreach (var level in levels)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(VenueJson.Plain(level.Price));
            writer.WriteStringValue(VenueJson.Plain(level.Quantity));
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteMarkPrice(Utf8JsonWriter w, VenueMarket market, long nextFundingMs, long nowMs)
    {
        // {"e":"markPriceUpdate","E":1562305380000,"s":"BTCUSDT","p":"11794.15000000","ap":"..","i":"11784.62659091","P":"11784.25641265","r":"0.00038167","T":1562306400000}
        w.WriteString("e", "markPriceUpdate");
        w.WriteNumber("E", nowMs);
        w.WriteString("s", market.Instrument.Symbol);
        w.Money("p", market.Mark);
        w.Money("ap", market.Mark);
        w.Money("i", market.Mark);
        w.Money("P", market.Mark);
        w.Money("r", market.FundingRate);
        w.WriteNumber("T", nextFundingMs);
        w.WriteNumber("st", UsdMargined);
    }

    private static void WriteTicker(Utf8JsonWriter w, in Bar day, PublicTrade? last, long nowMs, bool isMini)
    {
        w.Text("c", day.Close);
        w.Text("o", day.Open);
        w.Text("h", day.High);
        w.Text("l", day.Low);
        w.Text("v", day.Volume);
        w.Text("q", day.QuoteVolume);
        if (isMini)
        {
            return;
        }

        w.Text("p", day.Close - day.Open);
        w.WriteString("P", VenueJson.Fixed(DayStatistics.ChangePercent(day), 3));
        w.WriteString("w", VenueJson.Fixed(DayStatistics.AveragePrice(day), 8));
        w.Text("Q", last?.Quantity ?? 0m);
        w.WriteNumber("O", nowMs - DayStatistics.SpanMs);
        w.WriteNumber("C", nowMs);
        w.WriteNumber("F", day.TradeIdFirst);
        w.WriteNumber("L", day.TradeIdLast);
        w.WriteNumber("n", day.Trades);
    }

    private static void WriteBracket(Utf8JsonWriter w, VenueBracket bracket)
    {
        w.WriteStartObject();
        w.WriteNumber("bs", bracket.Number);
        w.WriteNumber("bnf", bracket.NotionalFloor);
        w.WriteNumber("bnc", bracket.NotionalCap);
        w.WriteNumber("mmr", bracket.MaintenanceRate);
        w.WriteNumber("cf", bracket.Cumulative);
        w.WriteNumber("mi", 1);
        w.WriteNumber("ma", bracket.LeverageMax);
        w.WriteEndObject();
    }

    private static void WritePair(Utf8JsonWriter w, string symbol)
    {
        w.WriteString("ps", symbol);
        w.WriteNumber("st", UsdMargined);
    }

    private static byte[] Event(string name, long nowMs, string symbol, Action<Utf8JsonWriter> members) => VenueJson.Object(w =>
    {
        w.WriteString("e", name);
        w.WriteNumber("E", nowMs);
        w.WriteString("s", symbol);
        members(w);
    });
}
