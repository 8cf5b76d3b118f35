using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>Which state is newer and how states are listed, for the stores that hold them in memory.</summary>
internal static class TradeStateOrder
{
    /// <summary>
    /// Sequences of two journals cannot be compared. A store of this machine alone meets another journal's states only when its own
    /// journal was begun anew, and everything that is saved since is newer.
    /// </summary>
    public static bool IsNewer(TradeState stamped, TradeState stored) =>
        (stored.JournalId.Length > 0 && stored.JournalId != stamped.JournalId) || stamped.LastSequence > stored.LastSequence;

    /// <summary>With the name of the store's journal, unless the state has one or the store knows none.</summary>
    public static TradeState Stamped(TradeState trade, string journalId) =>
        trade.JournalId.Length > 0 || journalId.Length == 0 ? trade : trade with { JournalId = journalId };

    public static IReadOnlyList<TradeState> Open(IEnumerable<TradeState> trades, Symbol? symbol) =>
        [.. trades.Where(t => !t.IsOver && (symbol is null || t.Symbol == symbol)).OrderBy(t => t.LastSequence).ThenBy(Id, StringComparer.Ordinal)];

    public static IReadOnlyList<TradeState> Closed(IEnumerable<TradeState> trades, int skip, int take) =>
        [.. trades.Where(t => t.IsOver).OrderByDescending(t => t.LastSequence).ThenByDescending(Id, StringComparer.Ordinal).Skip(skip).Take(take)];

    private static string Id(TradeState trade) => trade.TradeId.Value;
}
