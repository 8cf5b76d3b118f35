namespace QuantumTrader.FakeVenue.Market;

/// <summary>One symbol's public side: its bars, trades and the way of its price. Used only under <see cref="Venue.Gate"/>.</summary>
public sealed class SymbolFeed
{
    /// <summary>Public trades that are kept.</summary>
    public const int TradesMax = 1000;

    private readonly Queue<PublicTrade> _trades = new(); // bounded by TradesMax; the oldest goes
    private readonly int _ticksPerBar;
    private IBarSource? _source;
    private Bar? _ahead;
    private BarPlay? _play;

    /// <param name="market">Where its prices go.</param>
    /// <param name="source">Null for one that only moves by hand.</param>
    /// <param name="ticksPerBar">Prices within a bar.</param>
    /// <param name="historyBarsMax">Closed bars kept.</param>
    public SymbolFeed(VenueMarket market, IBarSource? source, int ticksPerBar, int historyBarsMax)
    {
        ArgumentNullException.ThrowIfNull(market);
        (Market, _source, _ticksPerBar) = (market, source, ticksPerBar);
        History = new BarHistory(historyBarsMax);
        Streams = new SymbolStreams(market.Instrument.Symbol);
        Look();
    }

    public VenueMarket Market { get; }

    public string Symbol => Market.Instrument.Symbol;

    public SymbolStreams Streams { get; }

    public BarHistory History { get; }

    public IReadOnlyCollection<PublicTrade> Trades => _trades;

    public PublicTrade? TradeLast { get; private set; }

    /// <summary>Counts every change of the book; <c>u</c> of the order book's streams.</summary>
    public long BookUpdateId { get; private set; } = 1;

    /// <summary>Where the next bar of the source opens; null when there is none.</summary>
    public long? NextOpenMs => _ahead?.OpenMs;

    /// <summary>Whether a bar is being played.</summary>
    public bool IsPlaying => _play is not null;

    public bool IsBarOver => _play is { IsOver: true };

    /// <summary>Puts bars into the history without playing them, before anybody looks.</summary>
    public void TakeHistory(int bars)
    {
        for (var i = 0; i < bars && _ahead is { } bar; i++)
        {
            History.Close(bar);
            Look();
        }
    }

    /// <summary>Begins the source's next bar.</summary>
    public void Begin()
    {
        if (_ahead is { } bar)
        {
            Begin(bar);
            Look();
        }
    }

    /// <summary>Begins a bar that somebody made by hand.</summary>
    public void Begin(in Bar bar) => _play = new BarPlay(bar, _ticksPerBar, Market.Instrument);

    /// <summary>The next price of the bar that is being played.</summary>
    public (decimal Price, decimal Quantity, bool IsBuyerMaker) Step()
    {
        var play = _play ?? throw new InvalidOperationException($"{Symbol} plays no bar.");
        var tick = play.Take(Market.Last, Market.TradeIdLast + 1);
        History.Update(play.SoFar);
        return tick;
    }

    /// <summary>Closes the bar that was played.</summary>
    /// <returns>The closed bar.</returns>
    public Bar Close()
    {
        var play = _play ?? throw new InvalidOperationException($"{Symbol} plays no bar.");
        _play = null;
        History.Close(play.SoFar);
        return play.SoFar;
    }

    public void AddTrade(in PublicTrade trade)
    {
        TradeLast = trade;
        _trades.Enqueue(trade);
        if (_trades.Count > TradesMax)
        {
            _trades.Dequeue();
        }
    }

    public long NextBookUpdate() => ++BookUpdateId;

    private void Look()
    {
        if (_source is { } source && source.TryTake(out var bar))
        {
            _ahead = bar;
        }
        else
        {
            (_ahead, _source) = (null, null);
        }
    }
}
