using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>
/// The book at the start: what the stores have, and the journal's events after the local store's checkpoint folded on top. The
/// same as folding the whole journal, at the cost of what happened since the last save. A trade that another process wrote last is
/// taken from the shared store as it is there: own events from before that are known to be superseded and change it no more.
/// </summary>
public static class TradeBookRestore
{
    /// <summary>For one store. Throws <see cref="TradeStoreUnavailableException"/> when it does not answer; <see cref="FromJournal"/> does without it.</summary>
    public static async Task<TradeBook> FromAsync(ITradeStateStore store, IEventJournal journal, CancellationToken stopping, int recentMax = TradeBook.RecentDefault) =>
        (await FromAsync(store, journal, "", null, stopping, recentMax)).Book;

    /// <summary>
    /// For a local store and a shared one. A shared store that is away is no error: see <see cref="RestoredTrades.SharedMissing"/>.
    /// Throws <see cref="TradeStoreUnavailableException"/> when the local one does not answer, and
    /// <see cref="TradeJournalMismatchException"/> when the journal is older than a store.
    /// </summary>
    /// <param name="local">This machine's checkpoint; may be empty.</param>
    /// <param name="journal">This process's.</param>
    /// <param name="journalId">The journal's.</param>
    /// <param name="shared">What every process writes in its turn; null where there is none.</param>
    /// <param name="stopping">Prevents further questions.</param>
    /// <param name="recentMax">See <see cref="TradeBook.RecentMax"/>.</param>
    public static async Task<RestoredTrades> FromAsync(
        ITradeStateStore local, IEventJournal journal, string journalId, ITradeStateStore? shared, CancellationToken stopping, int recentMax = TradeBook.RecentDefault)
    {
        var book = new TradeBook(recentMax, journalId);
        var end = journal.Health.LastDurableSequence;
        await LoadLocalAsync(book, local, end, stopping);
        var (adopted, missing) = (0, (string?)null);
        try
        {
            adopted = shared is null ? 0 : await AdoptAsync(book, local, (await SharedTrades.ReadAsync(shared, book, journal, stopping)).Found, end, stopping);
        }
        catch (TradeStoreUnavailableException e) when (e is not TradeJournalMismatchException)
        {
            missing = e.Message;
        }

        var older = new OlderTrades(local, missing is null ? shared : null, journalId, end);
        var gap = await FoldAsync(book, journal, older, stopping);
        return new RestoredTrades(book, end, adopted, missing ?? older.SharedMissing, gap);
    }

    /// <summary>
    /// Takes over what others wrote to the shared store. Asked each time the lease was won, on the engine's loop, before the first
    /// entry; repeated until it ends without an error. Every trade that was taken over, and every open one that the shared store
    /// lacks, is then durable in both stores under this process's name. Throws <see cref="TradeStoreUnavailableException"/>.
    /// </summary>
    /// <param name="book">The engine's; changed in one step.</param>
    /// <param name="local">This machine's checkpoint.</param>
    /// <param name="shared">The store of all.</param>
    /// <param name="journal">This process's.</param>
    /// <param name="supersededUpTo">Own events up to here are superseded where another wrote the trade: at the start
    /// <see cref="RestoredTrades.UpTo"/>, later the journal's end when the lease was won.</param>
    /// <param name="stopping">Prevents further questions.</param>
    public static async Task<MergedTrades> MergeSharedAsync(
        TradeBook book, ITradeStateStore local, ITradeStateStore shared, IEventJournal journal, long supersededUpTo, CancellationToken stopping)
    {
        var (theirs, dropped) = await SharedTrades.ReadAsync(shared, book, journal, stopping);
        var adopted = Adopt(book, theirs, supersededUpTo);
        foreach (var id in dropped)
        {
            book.Load(TradeEnds.Elsewhere(book.Find(id)!));
        }

        if (adopted.Count > 0)
        {
            // Nothing else happens on the loop meanwhile: between adopting a trade and this no event can be missed.
            foreach (var journaled in journal.ReadAfter(adopted.Min(id => book.Find(id)!.LastSequence)).Where(j => j.Event is TradeEvent e && adopted.Contains(e.TradeId)))
            {
                book.Apply(journaled);
            }
        }

        TradeState[] ended = [.. dropped.Select(id => book.Find(id)!)];
        await SharedTrades.ClaimAsync(local, shared, [.. adopted.Select(id => book.Find(id)!)], ended, [.. book.Open], stopping);
        return new(adopted.Count, dropped.Count);
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

    /// <summary>A state that counts in another journal, as if it had been folded from this one up to <paramref name="supersededUpTo"/>.</summary>
    internal static TradeState Rebased(TradeState trade, string journalId, long supersededUpTo) =>
        trade.JournalId == journalId || journalId.Length == 0 ? trade
        : trade.JournalId.Length == 0 ? trade with { JournalId = journalId } // from before journals had names: it was this one
        : trade with { JournalId = journalId, LastSequence = supersededUpTo };

    /// <summary>Kept here at once: a later start without the shared store must not bring back what another process has ended.</summary>
    private static async Task<int> AdoptAsync(TradeBook book, ITradeStateStore local, IReadOnlyList<TradeState> theirs, long end, CancellationToken stopping)
    {
        var adopted = Adopt(book, theirs, end);
        foreach (var id in adopted)
        {
            await local.DeleteAsync(id, stopping); // what is there may have the same sequence
            await local.SaveAsync(book.Find(id)!, stopping);
        }

        return adopted.Count;
    }

    private static HashSet<TradeId> Adopt(TradeBook book, IReadOnlyList<TradeState> theirs, long supersededUpTo)
    {
        var adopted = new HashSet<TradeId>();
        foreach (var trade in theirs)
        {
            // An own one that is newer than the book: the local store was lost, and the journal no longer reaches back far enough.
            if (trade.JournalId != book.JournalId || book.Find(trade.TradeId) is not { } known || trade.LastSequence > known.LastSequence)
            {
                book.Load(Rebased(trade, book.JournalId, supersededUpTo));
                adopted.Add(trade.TradeId);
            }
        }

        return adopted;
    }

    private static async Task LoadLocalAsync(TradeBook book, ITradeStateStore local, long end, CancellationToken stopping)
    {
        // The checkpoint first: states saved meanwhile are newer than it, never older.
        var checkpoint = await local.GetCheckpointAsync(stopping);
        SharedTrades.ThrowIfAhead(checkpoint, end, "The local trade store", book.JournalId);
        var over = await local.ListClosedAsync(0, book.RecentMax, stopping);
        foreach (var trade in over.Reverse().Concat(await local.ListOpenAsync(null, stopping)))
        {
            var own = Rebased(trade, book.JournalId, supersededUpTo: 0); // of this directory's journal before: all of this one is newer
            SharedTrades.ThrowIfAhead(own.LastSequence, end, $"Trade {trade.TradeId} in the local trade store", book.JournalId);
            book.Load(own);
        }

        book.LoadedUpTo(checkpoint);
    }

    private static async Task<string?> FoldAsync(TradeBook book, IEventJournal journal, OlderTrades older, CancellationToken stopping)
    {
        string? gap = null;
        foreach (var journaled in journal.ReadAfter(book.LastSequence))
        {
            if (journaled.Sequence > book.LastSequence + 1)
            {
                gap ??= $"events {book.LastSequence + 1} to {journaled.Sequence - 1} are in no store and no longer in the journal";
            }

            if (journaled.Event is TradeEvent e and not TradePlanned && book.Find(e.TradeId) is null
                && await older.FindAsync(e.TradeId, stopping) is { } trade)
            {
                book.Load(trade);
            }

            book.Apply(journaled);
        }

        return gap;
    }
}
