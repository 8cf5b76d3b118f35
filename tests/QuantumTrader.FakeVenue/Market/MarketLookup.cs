namespace QuantumTrader.FakeVenue.Market;

/// <summary>A symbol or an interval by its name, or the venue's refusal.</summary>
internal static class MarketLookup
{
    public static SymbolFeed Find(MarketFeed feed, string symbol) => feed.Symbols.GetValueOrDefault(symbol)
        ?? throw new VenueException(-1121, "Invalid symbol.");

    public static KlineInterval Interval(RestCall call) => KlineInterval.Find(call.Parameters.Mandatory("interval"))
        ?? throw new VenueException(-1120, "Invalid interval.");
}
