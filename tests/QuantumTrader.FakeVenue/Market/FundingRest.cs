namespace QuantumTrader.FakeVenue.Market;

/// <summary>Funding as everybody sees it.</summary>
internal sealed class FundingRest(Venue venue, MarketFeed feed)
{
    private const int Standard = 100;
    private const int Max = 1000;

    private TimeSpan Interval => venue.Options.FundingInterval ?? TimeSpan.FromHours(8);

    public void Map(RestTable table)
    {
        table.Add("GET", "/fapi/v1/fundingRate", RestSecurity.None, 1, Rates);
        table.Add("GET", "/fapi/v1/fundingInfo", RestSecurity.None, 1, _ => Infos());
    }

    /// <summary>Past settlements at today's rate and mark: the venue keeps no history of them.</summary>
    private RestAnswer Rates(RestCall call)
    {
        var symbols = call.Parameters.Text("symbol") is { } name ? [MarketLookup.Find(feed, name)] : feed.Symbols.Values.ToArray();
        var intervalMs = (long)Interval.TotalMilliseconds;
        var newestMs = LastBefore(Math.Min(venue.Clock.NowMs, call.Parameters.Long("endTime") ?? long.MaxValue), intervalMs);
        var limit = call.Parameters.Limit("limit", Standard, Max);
        var startMs = Math.Max(call.Parameters.Long("startTime") ?? long.MinValue, newestMs - ((limit - 1) * intervalMs));
        var rows = from atMs in Times(newestMs, startMs, intervalMs) from one in symbols orderby atMs select (atMs, one);
        return RestAnswer.Ok(VenueJson.Array(rows.TakeLast(limit), (w, row) =>
        {
            w.WriteStartObject();
            w.WriteString("symbol", row.one.Symbol);
            w.WriteNumber("fundingTime", row.atMs);
            w.Money("fundingRate", row.one.Market.FundingRate);
            w.Money("markPrice", row.one.Market.Mark);
            w.WriteEndObject();
        }));
    }

    private RestAnswer Infos() => RestAnswer.Ok(VenueJson.Array(feed.Symbols.Values, (w, one) =>
    {
        w.WriteStartObject();
        w.WriteString("symbol", one.Symbol);
        w.WriteString("adjustedFundingRateCap", "0.02000000");
        w.WriteString("adjustedFundingRateFloor", "-0.02000000");
        w.WriteNumber("fundingIntervalHours", (int)Math.Max(1, Interval.TotalHours));
        w.WriteBoolean("disclaimer", false);
        w.WriteEndObject();
    }));

    private static long LastBefore(long atMs, long intervalMs) => atMs - (atMs % intervalMs);

    private static IEnumerable<long> Times(long newestMs, long startMs, long intervalMs)
    {
        for (var atMs = newestMs; atMs >= startMs; atMs -= intervalMs)
        {
            yield return atMs;
        }
    }
}
