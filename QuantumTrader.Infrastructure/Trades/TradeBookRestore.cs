using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>
/// The book at the start: what the store has, and the journal's events after the store's checkpoint folded on top. The same
/// as folding the whole journal, at the cost of what happened since the last save.
/// </summary>
public static class TradeBookRestore
{
    /// <summary>Throws <see cref="TradeStoreUnavailableException"/> when the store does not answer; <see cref="FromJournal"/> does without it.</summary>
    public static async Task<TradeBook> FromAsync(ITradeStateStore store, IEventJournal journal, CancellationToken stopping, int recentMax = TradeBook.RecentDefault)
    {
        var book = new TradeBook(recentMax);
        await LoadAsync(book, store, stopping);
        foreach (var journaled in journal.ReadAfter(book.LastSequence))
        {
            if (journaled.Event is TradeEvent e and not TradePlanned && book.Find(e.TradeId) is null
                && await store.GetAsync(e.TradeId, stopping) is { } older)
            {
                book.Load(older); // over for so long that it was not among the recent ones
            }

            book.Apply(journaled);
        }

        return book;
    }

    /// <summary>From the first event on, without a store.</summary>
    public static TradeBook FromJournal(IEventJournal journal, int recentMax = TradeBook.RecentDefault)
    {
        var book = new TradeBook(recentMax);
        foreach (var journaled in journal.ReadAfter(0))
        {
            book.Apply(journaled);
        }

        return book;
    }

    private static async Task LoadAsync(TradeBook book, ITradeStateStore store, CancellationToken stopping)
    {
        // The checkpoint first: states saved meanwhile are newer than it, never older.
        var checkpoint = await store.GetCheckpointAsync(stopping);
        var over = await store.ListClosedAsync(0, book.RecentMax, stopping);
        foreach (var trade in over.Reverse())
        {
            book.Load(trade);
        }

        foreach (var trade in await store.ListOpenAsync(null, stopping))
        {
            book.Load(trade);
        }

        book.LoadedUpTo(checkpoint);
    }
}
