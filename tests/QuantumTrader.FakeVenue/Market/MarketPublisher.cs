using QuantumTrader.FakeVenue.Streams;

namespace QuantumTrader.FakeVenue.Market;

/// <summary>Makes the market streams' messages, only those that somebody subscribed. Called under <see cref="Venue.Gate"/>.</summary>
public sealed class MarketPublisher(Venue venue, StreamHub hub, FeedOptions options)
{
    // When an unclosed kline was last told, by stream name; bounded by symbols × intervals.
    private readonly Dictionary<string, long> _klineToldMs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BookWatch> _books = new(StringComparer.Ordinal); // bounded by symbols
    private IReadOnlyDictionary<string, SymbolFeed> _feeds = new Dictionary<string, SymbolFeed>();

    /// <summary>Names the symbols, once, before the first second.</summary>
    public void Bind(MarketFeed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        _feeds = feed.Symbols;
    }

    public void OnTrade(SymbolFeed feed, in PublicTrade trade)
    {
        ArgumentNullException.ThrowIfNull(feed);
        var nowMs = venue.Clock.NowMs;
        if (hub.HasSubscribers(feed.Streams.AggTrade))
        {
            hub.Publish(StreamPath.Market, feed.Streams.AggTrade, "aggTrade", MarketJson.AggTrade(feed.Symbol, trade, nowMs));
        }

        if (hub.HasSubscribers(feed.Streams.Trade))
        {
            hub.Publish(StreamPath.Public, feed.Streams.Trade, "trade", MarketJson.Trade(feed.Symbol, trade, nowMs));
        }
    }

    /// <summary>The price moved.</summary>
    public void OnTick(SymbolFeed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        var nowMs = venue.Clock.NowMs;
        var updateId = feed.NextBookUpdate();
        PublishBookTicker(feed, feed.Streams.BookTicker, updateId, nowMs);
        PublishBookTicker(feed, "!bookTicker", updateId, nowMs);

        PublishDepth(feed, nowMs);
        foreach (var (interval, name) in feed.Streams.Klines)
        {
            if (hub.HasSubscribers(name) && nowMs - _klineToldMs.GetValueOrDefault(name) >= options.KlineEvery.TotalMilliseconds)
            {
                PublishKline(feed, interval, name, isClosed: false);
            }
        }
    }

    /// <summary>A base bar has closed, and with it the longer ones that end where it ends.</summary>
    public void OnBarClosed(SymbolFeed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        var endMs = feed.History.Closed[^1].EndMs;
        foreach (var (interval, name) in feed.Streams.Klines)
        {
            if (hub.HasSubscribers(name) && feed.History.Newest(interval, includeCurrent: false)?.EndMs == endMs)
            {
                PublishKline(feed, interval, name, isClosed: true);
            }
        }
    }

    /// <summary>A base bar begins: longer ones that lost their last base bars to a hole in the data close now.</summary>
    public void OnBarBegins(SymbolFeed feed, long openMs)
    {
        ArgumentNullException.ThrowIfNull(feed);
        if (feed.History.Closed.Count == 0 || feed.History.Closed[^1].EndMs == openMs)
        {
            return;
        }

        var lastEndMs = feed.History.Closed[^1].EndMs;
        foreach (var (interval, name) in feed.Streams.Klines.Where(k => hub.HasSubscribers(k.Name)))
        {
            var endMs = feed.History.Newest(interval, includeCurrent: false)!.Value.EndMs;
            if (endMs > lastEndMs && endMs <= openMs)
            {
                PublishKline(feed, interval, name, isClosed: true);
            }
        }
    }

    /// <summary>Marks and tickers; takes the gate itself.</summary>
    /// <param name="includeSlow">Also the streams that come every third time.</param>
    public void OnSecond(bool includeSlow)
    {
        lock (venue.Gate)
        {
            var nowMs = venue.Clock.NowMs;
            var fundingMs = venue.Funding.NextMs;
            foreach (var feed in _feeds.Values)
            {
                PublishMark(feed.Streams.MarkPrice1S, feed, fundingMs, nowMs);
                if (includeSlow)
                {
                    PublishMark(feed.Streams.MarkPrice, feed, fundingMs, nowMs);
                }

                PublishTicker(feed, feed.Streams.Ticker, nowMs, isMini: false);
                PublishTicker(feed, feed.Streams.MiniTicker, nowMs, isMini: true);
            }

            PublishAllTickers("!ticker@arr", nowMs, isMini: false);
            PublishAllTickers("!miniTicker@arr", nowMs, isMini: true);
            PublishAllMarks("!markPrice@arr@1s", fundingMs, nowMs);
            if (includeSlow)
            {
                PublishAllMarks("!markPrice@arr", fundingMs, nowMs);
            }
        }
    }

    /// <summary>A contract's status changed.</summary>
    public void OnStatus(string symbol)
    {
        if (venue.Market(symbol) is { } market && hub.HasSubscribers("!contractInfo"))
        {
            hub.Publish(StreamPath.Market, "!contractInfo", "contractInfo", MarketJson.ContractInfo(market, venue.Clock.NowMs));
        }
    }

    private void PublishBookTicker(SymbolFeed feed, string name, long updateId, long nowMs)
    {
        if (hub.HasSubscribers(name))
        {
            hub.Publish(StreamPath.Public, name, "bookTicker", MarketJson.BookTicker(feed.Market, updateId, nowMs));
        }
    }

    private void PublishKline(SymbolFeed feed, KlineInterval interval, string name, bool isClosed)
    {
        if (feed.History.Newest(interval, includeCurrent: !isClosed) is { } bar)
        {
            var nowMs = venue.Clock.NowMs;
            _klineToldMs[name] = isClosed ? 0 : nowMs;
            hub.Publish(StreamPath.Market, name, "kline", MarketJson.Kline(feed.Symbol, interval.Name, bar, isClosed, nowMs));
        }
    }

    private void PublishDepth(SymbolFeed feed, long nowMs)
    {
        foreach (var (levels, name) in feed.Streams.PartialDepths)
        {
            if (hub.HasSubscribers(name))
            {
                var top = new BookChange(
                    feed.BookUpdateId, feed.BookUpdateId, feed.BookUpdateId - 1,
                    [.. SyntheticBook.Levels(feed.Market, asks: false).Take(levels)],
                    [.. SyntheticBook.Levels(feed.Market, asks: true).Take(levels)]);
                hub.Publish(StreamPath.Public, name, "depthUpdate", MarketJson.Depth(top, feed.Symbol, nowMs));
            }
        }

        foreach (var name in feed.Streams.Depths.Where(hub.HasSubscribers))
        {
            if (!_books.TryGetValue(name, out var book))
            {
                _books.Add(name, book = new BookWatch());
            }

            hub.Publish(StreamPath.Public, name, "depthUpdate", MarketJson.Depth(book.Next(feed), feed.Symbol, nowMs));
        }
    }

    private void PublishMark(string name, SymbolFeed feed, long fundingMs, long nowMs)
    {
        if (hub.HasSubscribers(name))
        {
            hub.Publish(StreamPath.Market, name, "markPriceUpdate", MarketJson.MarkPrice(feed.Market, fundingMs, nowMs));
        }
    }

    private void PublishAllMarks(string name, long fundingMs, long nowMs)
    {
        if (hub.HasSubscribers(name))
        {
            hub.Publish(StreamPath.Market, name, "markPriceUpdate", MarketJson.MarkPrices(_feeds.Values.Select(f => f.Market), fundingMs, nowMs));
        }
    }

    private void PublishTicker(SymbolFeed feed, string name, long nowMs, bool isMini)
    {
        if (hub.HasSubscribers(name))
        {
            var day = DayStatistics.Of(feed, nowMs);
            hub.Publish(StreamPath.Market, name, isMini ? "24hrMiniTicker" : "24hrTicker", MarketJson.Ticker(feed.Symbol, day, feed.TradeLast, nowMs, isMini));
        }
    }

    private void PublishAllTickers(string name, long nowMs, bool isMini)
    {
        if (hub.HasSubscribers(name))
        {
            var eventType = isMini ? "24hrMiniTicker" : "24hrTicker";
            hub.Publish(StreamPath.Market, name, eventType, VenueJson.Array(_feeds.Values, (w, feed) =>
                w.WriteRawValue(MarketJson.Ticker(feed.Symbol, DayStatistics.Of(feed, nowMs), feed.TradeLast, nowMs, isMini))));
        }
    }
}
