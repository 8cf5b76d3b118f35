namespace QuantumTrader.FakeVenue.Market;

/// <summary>What the 24 h tickers say about the last day of market time.</summary>
internal static class DayStatistics
{
    public const long SpanMs = 24 * 60 * 60_000;

    /// <summary>The day as one bar; before anything traded, the price as it stands.</summary>
    public static Bar Of(SymbolFeed feed, long nowMs) =>
        feed.History.Window(SpanMs) ?? Bar.Empty(nowMs - SpanMs, nowMs, feed.Market.Last);

    public static decimal ChangePercent(in Bar day) => day.Open > 0m ? (day.Close - day.Open) / day.Open * 100m : 0m;

    public static decimal AveragePrice(in Bar day) => day.Volume > 0m ? day.QuoteVolume / day.Volume : day.Close;
}
