namespace QuantumTrader.FakeVenue;

/// <summary>The market side: public REST paths, listen keys, streams.</summary>
public static class MarketModule
{
    public static void MapRest(RestTable table, Venue venue)
    {
        table.Add("GET", "/fapi/v1/ping", RestSecurity.None, 1, _ => RestAnswer.Ok("{}"u8.ToArray()));
        table.Add("GET", "/fapi/v1/time", RestSecurity.None, 1, _ => RestAnswer.Ok(VenueJson.Object(w => w.WriteNumber("serverTime", venue.Clock.NowMs))));
    }

    public static void MapSockets(WebApplication app, Venue venue)
    {
        _ = app;
        _ = venue;
    }
}
