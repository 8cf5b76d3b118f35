using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>What <see cref="TradeBookRestore"/> asks and tells the store that several processes write in turn.</summary>
internal static class SharedTrades
{
    /// <summary>Every open one, and those that are open here and may have been closed by another process.</summary>
    public static async Task<SharedTradesRead> ReadAsync(ITradeStateStore shared, TradeBook book, IEventJournal journal, CancellationToken stopping)
    {
        var checkpoint = await shared.GetCheckpointAsync(stopping);
        var open = await shared.ListOpenAsync(null, stopping);
        var found = open.ToDictionary(t => t.TradeId);
        TradeId[] openHere = [.. book.Open.Select(t => t.TradeId).Where(id => !found.ContainsKey(id))];
        var dropped = new List<TradeId>();
        foreach (var id in openHere)
        {
            if (await shared.GetAsync(id, stopping) is { } over)
            {
                found[id] = over;
            }
            else if (IsDropped(book.Find(id)!, book.JournalId, checkpoint))
            {
                dropped.Add(id);
            }
        }

        var end = journal.Health.LastDurableSequence; // asked last: the projector may save meanwhile
        ThrowIfAhead(checkpoint, end, "The shared trade store", book.JournalId);
        foreach (var own in found.Values.Where(t => t.JournalId == book.JournalId))
        {
            ThrowIfAhead(own.LastSequence, end, $"Trade {own.TradeId} in the shared trade store", book.JournalId);
        }

        return new([.. found.Values], dropped);
    }

    /// <summary>
    /// The store had it as it is here, for it had all of this journal up to there; and a trade goes from a store only when it was closed
    /// long ago. A store that was emptied or lost its last writes lost its checkpoint too.
    /// </summary>
    private static bool IsDropped(TradeState trade, string journalId, long checkpoint) =>
        trade.JournalId == journalId && trade.LastSequence > 0 && trade.LastSequence <= checkpoint;

    /// <summary>
    /// Writes under this process's name: the local store first, because a shared state of our own is only believed against an
    /// older one here. What ended elsewhere is kept here alone: the shared store has let it go. A crash in between leaves the shared state the other's, and the next start takes it over again.
    /// </summary>
    public static async Task ClaimAsync(
        ITradeStateStore local, ITradeStateStore shared, IReadOnlyList<TradeState> adopted, IReadOnlyList<TradeState> ended, IReadOnlyList<TradeState> open, CancellationToken stopping)
    {
        foreach (var trade in adopted.Concat(ended))
        {
            await local.DeleteAsync(trade.TradeId, stopping); // what is there may have the same sequence
            await local.SaveAsync(trade, stopping);
        }

        var all = adopted.Concat(open).DistinctBy(t => t.TradeId).ToArray();
        await SaveWindow.SaveAsync(shared, all, () => { }, stopping);
    }

    public static void ThrowIfAhead(long stored, long end, string what, string journalId)
    {
        if (stored > end)
        {
            var otherwise = journalId.Length == 0
                ? "or delete the tables trade_state and trade_checkpoint_of of engine.db: the trades are then rebuilt from what the journal has."
                : "or move the events folder away: a new journal is begun then, and the trades are taken from the stores.";
            throw new TradeJournalMismatchException($"{what} knows event {stored} of journal {(journalId.Length == 0 ? "of this data directory" : journalId)}, which ends at {end}: the events folder is an older copy. Restore it and engine.db from the same moment, {otherwise}");
        }
    }
}
