using System.Text.Json;

namespace QuantumTrader.FakeVenue.Market;

/// <summary>The public REST paths that say what is traded and at which price.</summary>
internal sealed class MarketRest(Venue venue, MarketFeed feed)
{
    private const int DepthStandard = 500;
    private const int TradesStandard = 500;

    public void Map(RestTable table)
    {
        table.Add("GET", "/fapi/v1/ping", RestSecurity.None, 1, _ => RestAnswer.Ok("{}"u8.ToArray()));
        table.Add("GET", "/fapi/v1/time", RestSecurity.None, 1, _ => RestAnswer.Ok(VenueJson.Object(w => w.WriteNumber("serverTime", venue.Clock.NowMs))));
        table.Add("GET", "/fapi/v1/exchangeInfo", RestSecurity.None, 1, _ => RestAnswer.Ok(InstrumentJson.ExchangeInfo(venue)));
        AddPerSymbol(table, "/fapi/v1/premiumIndex", 1, 10, WritePremium);
        AddPerSymbol(table, "/fapi/v1/ticker/price", 1, 2, WritePrice);
        AddPerSymbol(table, "/fapi/v2/ticker/price", 1, 2, WritePrice);
        AddPerSymbol(table, "/fapi/v1/ticker/bookTicker", 2, 5, WriteBookTicker);
        AddPerSymbol(table, "/fapi/v1/ticker/24hr", 1, 40, WriteDay);
        table.Add("GET", "/fapi/v1/depth", new RestEndpoint(RestSecurity.None, Depth, DepthWeight));
        table.Add("GET", "/fapi/v1/trades", RestSecurity.None, 5, Trades);
        table.Add("GET", "/fapi/v1/historicalTrades", RestSecurity.KeyOnly, 20, Trades);
        table.Add("GET", "/fapi/v1/aggTrades", RestSecurity.None, 20, AggTrades);
    }

    private void AddPerSymbol(RestTable table, string path, int weightOne, int weightAll, Action<Utf8JsonWriter, SymbolFeed> write) =>
        table.Add("GET", path, new RestEndpoint(
            RestSecurity.None,
            call => RestAnswer.Ok(OneOrAll(call, write)),
            call => call.Parameters.Text("symbol") is null ? weightAll : weightOne));

    private byte[] OneOrAll(RestCall call, Action<Utf8JsonWriter, SymbolFeed> write)
    {
        if (call.Parameters.Text("symbol") is null)
        {
            return VenueJson.Array(feed.Symbols.Values, (w, one) =>
            {
                w.WriteStartObject();
                write(w, one);
                w.WriteEndObject();
            });
        }

        var symbol = Asked(call);
        return VenueJson.Object(w => write(w, symbol));
    }

    private SymbolFeed Asked(RestCall call) => MarketLookup.Find(feed, call.Parameters.Mandatory("symbol"));

    private void WritePremium(Utf8JsonWriter w, SymbolFeed one)
    {
        w.WriteString("symbol", one.Symbol);
        w.Money("markPrice", one.Market.Mark);
        w.Money("indexPrice", one.Market.Mark);
        w.Money("estimatedSettlePrice", one.Market.Mark);
        w.Money("lastFundingRate", one.Market.FundingRate);
        w.Money("interestRate", 0.0001m);
        w.WriteNumber("nextFundingTime", venue.Funding.NextMs);
        w.WriteNumber("time", venue.Clock.NowMs);
    }

    private void WritePrice(Utf8JsonWriter w, SymbolFeed one)
    {
        w.WriteString("symbol", one.Symbol);
        w.Text("price", one.Market.Last);
        w.WriteNumber("time", venue.Clock.NowMs);
    }

    private void WriteBookTicker(Utf8JsonWriter w, SymbolFeed one)
    {
        w.WriteString("symbol", one.Symbol);
        w.Text("bidPrice", one.Market.BestBid);
        w.Text("bidQty", MarketJson.BestQuantity(one.Market, asks: false));
        w.Text("askPrice", one.Market.BestAsk);
        w.Text("askQty", MarketJson.BestQuantity(one.Market, asks: true));
        w.WriteNumber("time", venue.Clock.NowMs);
        w.WriteNumber("lastUpdateId", one.BookUpdateId);
    }

    private void WriteDay(Utf8JsonWriter w, SymbolFeed one)
    {
        var day = DayStatistics.Of(one, venue.Clock.NowMs);
        w.WriteString("symbol", one.Symbol);
        w.Text("priceChange", day.Close - day.Open);
        w.WriteString("priceChangePercent", VenueJson.Fixed(DayStatistics.ChangePercent(day), 3));
        w.WriteString("weightedAvgPrice", VenueJson.Fixed(DayStatistics.AveragePrice(day), 8));
        w.Text("lastPrice", one.Market.Last);
        w.Text("lastQty", one.TradeLast?.Quantity ?? 0m);
        w.Text("openPrice", day.Open);
        w.Text("highPrice", day.High);
        w.Text("lowPrice", day.Low);
        w.Text("volume", day.Volume);
        w.Text("quoteVolume", day.QuoteVolume);
        w.WriteNumber("openTime", venue.Clock.NowMs - DayStatistics.SpanMs);
        w.WriteNumber("closeTime", venue.Clock.NowMs);
        w.WriteNumber("firstId", day.TradeIdFirst);
        w.WriteNumber("lastId", day.TradeIdLast);
        w.WriteNumber("count", day.Trades);
    }

    private RestAnswer Depth(RestCall call)
    {
        var one = Asked(call);
        var limit = call.Parameters.Limit("limit", DepthStandard, 1000);
        return RestAnswer.Ok(VenueJson.Object(w =>
        {
            w.WriteNumber("lastUpdateId", one.BookUpdateId);
            w.WriteNumber("E", venue.Clock.NowMs);
            w.WriteNumber("T", one.Market.AtMs);
            w.Levels("bids", SyntheticBook.Levels(one.Market, asks: false).Take(limit));
            w.Levels("asks", SyntheticBook.Levels(one.Market, asks: true).Take(limit));
        }));
    }

    private static int DepthWeight(RestCall call) => call.Parameters.Limit("limit", DepthStandard, 1000) switch
    {
        <= 50 => 2,
        <= 100 => 5,
        <= 500 => 10,
        _ => 20,
    };

    private RestAnswer Trades(RestCall call)
    {
        var one = Asked(call);
        return RestAnswer.Ok(VenueJson.Array(one.Trades.TakeLast(call.Parameters.Limit("limit", TradesStandard, 1000)), (w, trade) =>
        {
            w.WriteStartObject();
            w.WriteNumber("id", trade.Id);
            w.Text("price", trade.Price);
            w.Text("qty", trade.Quantity);
            w.Text("quoteQty", trade.Price * trade.Quantity);
            w.WriteNumber("time", trade.AtMs);
            w.WriteBoolean("isBuyerMaker", trade.IsBuyerMaker);
            w.WriteBoolean("isRPITrade", false);
            w.WriteEndObject();
        }));
    }

    private RestAnswer AggTrades(RestCall call)
    {
        var one = Asked(call);
        var (from, start, end) = (call.Parameters.Long("fromId"), call.Parameters.Long("startTime"), call.Parameters.Long("endTime"));
        var limit = call.Parameters.Limit("limit", TradesStandard, 1000);
        var found = one.Trades.Where(t => !(t.Id < from) && !(t.AtMs < start) && !(t.AtMs > end));
        var page = from is null && start is null ? found.TakeLast(limit) : found.Take(limit);
        return RestAnswer.Ok(VenueJson.Array(page, (w, trade) =>
        {
            w.WriteStartObject();
            w.WriteNumber("a", trade.Id);
            w.Text("p", trade.Price);
            w.Text("q", trade.Quantity);
            w.Text("nq", trade.Quantity);
            w.WriteNumber("f", trade.Id);
            w.WriteNumber("l", trade.Id);
            w.WriteNumber("T", trade.AtMs);
            w.WriteBoolean("m", trade.IsBuyerMaker);
            w.WriteEndObject();
        }));
    }
}
