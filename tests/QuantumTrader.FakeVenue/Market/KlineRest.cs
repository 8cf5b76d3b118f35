using System.Text.Json;

namespace QuantumTrader.FakeVenue.Market;

/// <summary>The kline paths. The newest bar is the unclosed one; times are market time (see <see cref="FeedOptions"/>).</summary>
internal sealed class KlineRest(MarketFeed feed)
{
    private const int Standard = 500;
    private const int Max = 1500;

    public void Map(RestTable table)
    {
        Add(table, "/fapi/v1/klines", "symbol", hasVolume: true);
        Add(table, "/fapi/v1/continuousKlines", "pair", hasVolume: true);
        Add(table, "/fapi/v1/markPriceKlines", "symbol", hasVolume: false);
        Add(table, "/fapi/v1/indexPriceKlines", "pair", hasVolume: false);
    }

    private void Add(RestTable table, string path, string symbolName, bool hasVolume) => table.Add("GET", path, new RestEndpoint(
        RestSecurity.None, call => RestAnswer.Ok(Read(call, symbolName, hasVolume)), Weight));

    private byte[] Read(RestCall call, string symbolName, bool hasVolume)
    {
        var one = MarketLookup.Find(feed, call.Parameters.Mandatory(symbolName));
        if (symbolName == "pair" && hasVolume && call.Parameters.Mandatory("contractType") != "PERPETUAL")
        {
            throw new VenueException(-1130, "Data sent for parameter 'contractType' is not valid.");
        }

        var bars = one.History.Read(
            MarketLookup.Interval(call), call.Parameters.Long("startTime"), call.Parameters.Long("endTime"), Limit(call));
        return VenueJson.Array(bars, (w, bar) => Write(w, bar, hasVolume));
    }

    // [1499040000000,"0.01634790","0.80000000","0.01575800","0.01577100","148976.11427815",1499644799999,"2434.19055334",308,"1756.87402397","28.46694368","0"]
    private static void Write(Utf8JsonWriter w, Bar bar, bool hasVolume)
    {
        w.WriteStartArray();
        w.WriteNumberValue(bar.OpenMs);
        w.WriteStringValue(VenueJson.Plain(bar.Open));
        w.WriteStringValue(VenueJson.Plain(bar.High));
        w.WriteStringValue(VenueJson.Plain(bar.Low));
        w.WriteStringValue(VenueJson.Plain(bar.Close));
        w.WriteStringValue(VenueJson.Plain(hasVolume ? bar.Volume : 0m));
        w.WriteNumberValue(bar.EndMs - 1);
        w.WriteStringValue(VenueJson.Plain(hasVolume ? bar.QuoteVolume : 0m));
        w.WriteNumberValue(bar.Trades);
        w.WriteStringValue(VenueJson.Plain(hasVolume ? bar.TakerVolume : 0m));
        w.WriteStringValue(VenueJson.Plain(hasVolume ? bar.TakerQuoteVolume : 0m));
        w.WriteStringValue("0");
        w.WriteEndArray();
    }

    private static int Limit(RestCall call) => call.Parameters.Limit("limit", Standard, Max);

    private static int Weight(RestCall call) => Limit(call) switch
    {
        < 100 => 1,
        < 500 => 2,
        <= 1000 => 5,
        _ => 10,
    };
}
