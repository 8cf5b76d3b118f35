namespace QuantumTrader.FakeVenue.Streams;

/// <summary>The three doors of the venue's streams; a stream flows through one of them only.</summary>
public enum StreamPath
{
    /// <summary>Order books: bookTicker, depth.</summary>
    Public,

    /// <summary>Prices and trades: aggTrade, markPrice, kline, tickers, forceOrder, contractInfo.</summary>
    Market,

    /// <summary>An account's own events, by listen key.</summary>
    Private,
}
