namespace QuantumTrader.FakeVenue.Market;

/// <summary>One symbol's book as its streams told it last, so that the next message says only what changed.</summary>
internal sealed class BookWatch
{
    private Dictionary<decimal, decimal> _bids = [];
    private Dictionary<decimal, decimal> _asks = [];
    private long _told;

    public BookChange Next(SymbolFeed feed)
    {
        var id = feed.BookUpdateId;
        var change = new BookChange(
            _told + 1, id, _told,
            Changes(ref _bids, SyntheticBook.Levels(feed.Market, asks: false)),
            Changes(ref _asks, SyntheticBook.Levels(feed.Market, asks: true)));
        _told = id;
        return change;
    }

    private static List<BookLevel> Changes(ref Dictionary<decimal, decimal> told, IEnumerable<BookLevel> levels)
    {
        var now = levels.ToDictionary(l => l.Price, l => l.Quantity);
        var before = told;
        var gone = before.Keys.Where(price => !now.ContainsKey(price)).Select(price => new BookLevel(price, 0m));
        var changed = now.Where(l => before.GetValueOrDefault(l.Key) != l.Value).Select(l => new BookLevel(l.Key, l.Value));
        var all = gone.Concat(changed).ToList();
        told = now;
        return all;
    }
}
