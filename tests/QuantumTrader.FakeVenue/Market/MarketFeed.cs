namespace QuantumTrader.FakeVenue.Market;

/// <summary>
/// All symbols' prices, stepped together: each tick goes to the venue (matching, triggers, liquidation) and then to the
/// streams; each bar closes when its last tick has had its time. One step is one unit under <see cref="Venue.Gate"/>.
/// </summary>
public sealed class MarketFeed
{
    private readonly Venue _venue;
    private readonly MarketPublisher _publisher;
    private readonly FeedOptions _options;
    private readonly Dictionary<string, SymbolFeed> _symbols;

    public MarketFeed(Venue venue, MarketPublisher publisher, FeedOptions options)
    {
        ArgumentNullException.ThrowIfNull(venue);
        ArgumentNullException.ThrowIfNull(publisher);
        ArgumentNullException.ThrowIfNull(options);
        (_venue, _publisher, _options) = (venue, publisher, options);
        BeganAtUtc = venue.Clock.Time.GetUtcNow();
        Pace = FeedPace.Of(options);
        _symbols = venue.Markets.Values.ToDictionary(m => m.Instrument.Symbol, Create, StringComparer.Ordinal);
        foreach (var symbol in _symbols.Values)
        {
            TakeHistory(symbol);
        }
    }

    public DateTimeOffset BeganAtUtc { get; }

    public FeedPace Pace { get; }

    public bool IsWalk => _options.Path == PricePath.Walk;

    /// <summary>By name; used only under <see cref="Venue.Gate"/>.</summary>
    public IReadOnlyDictionary<string, SymbolFeed> Symbols => _symbols;

    /// <summary>Whether the sources have ended and every bar is closed; the prices stay where they are.</summary>
    public bool IsOver
    {
        get
        {
            lock (_venue.Gate)
            {
                return _symbols.Values.All(s => s is { NextOpenMs: null, IsPlaying: false });
            }
        }
    }

    /// <summary>Closes the bars whose ticks are over, begins the next ones, and takes one price of each.</summary>
    /// <returns>False when there is nothing more to play.</returns>
    public bool StepTick()
    {
        lock (_venue.Gate)
        {
            CloseBars();
            BeginBars();
            var hasStepped = false;
            foreach (var symbol in _symbols.Values.Where(s => s is { IsPlaying: true, IsBarOver: false }))
            {
                Step(symbol);
                hasStepped = true;
            }

            return hasStepped;
        }
    }

    /// <summary>Plays the bar that is being played, or the next one, to its end and closes it.</summary>
    /// <returns>False when there is nothing more to play.</returns>
    public bool StepBar()
    {
        if (!StepTick())
        {
            return false;
        }

        lock (_venue.Gate)
        {
            foreach (var symbol in _symbols.Values.Where(s => s.IsPlaying))
            {
                PlayOut(symbol);
            }

            CloseBars();
            return true;
        }
    }

    /// <summary>Moves a price by hand: mark and last, in USDT; the bar in the making goes along.</summary>
    /// <exception cref="KeyNotFoundException">The venue has no such symbol.</exception>
    public void SetMark(string symbol, decimal mark, decimal? last = null)
    {
        lock (_venue.Gate)
        {
            var feed = _symbols[symbol];
            var tick = (Price: last ?? mark, Quantity: feed.Market.Instrument.StepSize, IsBuyerMaker: (last ?? mark) < feed.Market.Last);
            Tell(feed, tick, mark, WithTick(feed, tick));
        }
    }

    /// <summary>Plays a whole bar by hand and closes it.</summary>
    /// <exception cref="KeyNotFoundException">The venue has no such symbol.</exception>
    /// <exception cref="ArgumentException">The bar opens before the newest closed one has ended.</exception>
    public void PushBar(string symbol, in Bar bar)
    {
        lock (_venue.Gate)
        {
            var feed = _symbols[symbol];
            if (feed.History.Closed.Count > 0 && bar.OpenMs < feed.History.Closed[^1].EndMs)
            {
                throw new ArgumentException($"The bar of {symbol} opens at {bar.OpenMs}, before the last one ended.", nameof(bar));
            }

            feed.Begin(bar);
            PlayOut(feed);
            Close(feed);
        }
    }

    /// <summary>Closes the bar that <see cref="SetMark"/> has been making; nothing when there is none.</summary>
    public void CloseBar(string symbol)
    {
        lock (_venue.Gate)
        {
            var feed = _symbols[symbol];
            if (feed.History is { HasOpenBar: true, Current: { } bar })
            {
                feed.History.Close(bar);
                _publisher.OnBarClosed(feed);
            }
        }
    }

    /// <summary>An account's trade that everybody sees; it is in the trades and not in the bars.</summary>
    internal void ShowTrade(string symbol, decimal price, decimal quantity, bool isBuyerMaker, long atMs)
    {
        if (_symbols.TryGetValue(symbol, out var feed))
        {
            Show(feed, new PublicTrade(++feed.Market.TradeIdLast, price, quantity, atMs, isBuyerMaker));
        }
    }

    private SymbolFeed Create(VenueMarket market)
    {
        var rules = market.Instrument;
        IBarSource? source = _options.Path switch
        {
            PricePath.Walk => new WalkBars(rules, FirstMinuteMs(), SeedOf(rules.Symbol)),
            PricePath.Files => _options.Series.Where(s => s.Symbol.Value == rules.Symbol).Select(s => new SeriesBars(s)).FirstOrDefault(),
            _ => null,
        };
        return new SymbolFeed(market, source, Pace.TicksPerBar, _options.HistoryBarsMax);
    }

    private long FirstMinuteMs() =>
        KlineInterval.All[0].OpenMs(BeganAtUtc.ToUnixTimeMilliseconds()) - (_options.HistoryBars * WalkBars.IntervalMs);

    /// <summary>A symbol's chance is its own, so that another symbol more changes nothing.</summary>
    private ulong SeedOf(string symbol) =>
        symbol.Aggregate(_venue.Options.Seed ^ 14_695_981_039_346_656_037UL, (hash, letter) => (hash ^ letter) * 1_099_511_628_211UL);

    private void TakeHistory(SymbolFeed symbol)
    {
        symbol.TakeHistory(_options.HistoryBars);
        if (symbol.History.Closed.Count > 0)
        {
            var price = symbol.History.Closed[^1].Close;
            _venue.OnMark(symbol.Symbol, price, price, price - symbol.Market.Instrument.TickSize, price, _venue.Clock.NowMs);
        }
    }

    private void BeginBars()
    {
        if (_symbols.Values.Any(s => s.IsPlaying))
        {
            return;
        }

        // Files may have holes in different places: only symbols whose bar opens next go on.
        var openMs = _symbols.Values.Min(s => s.NextOpenMs);
        foreach (var symbol in _symbols.Values.Where(s => s.NextOpenMs is { } next && next == openMs))
        {
            _publisher.OnBarBegins(symbol, openMs!.Value);
            symbol.Begin();
        }
    }

    private void CloseBars()
    {
        foreach (var symbol in _symbols.Values.Where(s => s.IsBarOver))
        {
            Close(symbol);
        }
    }

    private void Close(SymbolFeed symbol)
    {
        symbol.Close();
        _publisher.OnBarClosed(symbol);
    }

    private void PlayOut(SymbolFeed symbol)
    {
        while (!symbol.IsBarOver)
        {
            Step(symbol);
        }
    }

    private void Step(SymbolFeed symbol)
    {
        var tick = symbol.Step();
        Tell(symbol, tick, tick.Price, bar: null);
    }

    private void Tell(SymbolFeed symbol, (decimal Price, decimal Quantity, bool IsBuyerMaker) tick, decimal mark, Bar? bar)
    {
        var tickSize = symbol.Market.Instrument.TickSize;
        var nowMs = _venue.Clock.NowMs;
        // Who buys lifts the ask, who sells meets the bid.
        var bid = decimal.Max(tick.IsBuyerMaker ? tick.Price : tick.Price - tickSize, tickSize);
        _venue.OnMark(symbol.Symbol, mark, tick.Price, bid, bid + tickSize, nowMs);
        if (bar is { } made)
        {
            symbol.History.Update(made);
        }

        if (tick.Quantity > 0m)
        {
            Show(symbol, new PublicTrade(++symbol.Market.TradeIdLast, tick.Price, tick.Quantity, nowMs, tick.IsBuyerMaker));
        }

        _publisher.OnTick(symbol);
    }

    private void Show(SymbolFeed symbol, in PublicTrade trade)
    {
        symbol.AddTrade(trade);
        _publisher.OnTrade(symbol, trade);
    }

    private Bar WithTick(SymbolFeed feed, (decimal Price, decimal Quantity, bool IsBuyerMaker) tick)
    {
        var minute = KlineInterval.All[0];
        var openMs = minute.OpenMs(_venue.Clock.NowMs);
        var bar = feed.History.Current ?? Bar.Empty(openMs, minute.EndMs(openMs), tick.Price);
        var traded = Bar.Empty(bar.OpenMs, bar.EndMs, tick.Price) with
        {
            Volume = tick.Quantity,
            QuoteVolume = tick.Quantity * tick.Price,
            Trades = 1,
            TakerVolume = tick.IsBuyerMaker ? 0m : tick.Quantity,
            TakerQuoteVolume = tick.IsBuyerMaker ? 0m : tick.Quantity * tick.Price,
            TradeIdFirst = feed.Market.TradeIdLast + 1,
            TradeIdLast = feed.Market.TradeIdLast + 1,
        };
        return bar.With(traded);
    }
}
