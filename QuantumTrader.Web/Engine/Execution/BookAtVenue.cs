using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Of which symbols the book may lack something that happened at the venue. A symbol is settled when the venue holds just what its open trades
/// hold, and every order that they know is open there with just the fills that they know: then no fill of theirs was missed, and there is
/// nothing to ask about it. To ask of each symbol and order costs more than a start has where many are held. Pure.
/// </summary>
public static class BookAtVenue
{
    /// <param name="book">What is believed.</param>
    /// <param name="account">Read before the orders.</param>
    /// <param name="open">All orders that are open at the venue, conditional ones too.</param>
    public static HashSet<Symbol> Unsettled(TradeBook book, AccountSnapshot account, IEnumerable<VenueOrder> open)
    {
        var unsettled = LedgerComparison.LegsOf(Believed(book), account).Select(l => l.Symbol).ToHashSet();
        var orders = open.GroupBy(o => (o.Symbol, o.ClientOrderId)).ToDictionary(g => g.Key, g => g.Last());
        unsettled.UnionWith(book.Open.Where(t => !IsSettled(t, orders)).Select(t => t.Symbol));
        unsettled.UnionWith(book.Recent.Where(t => t.Orders.Count > 0 || t.QuantityUnexplained.IsPositive).Select(t => t.Symbol));
        unsettled.UnionWith(book.HaltedSymbols);
        return unsettled;
    }

    /// <summary>The legs that the open trades hold.</summary>
    public static IEnumerable<(Symbol Symbol, PositionSide Side, decimal Held)> Believed(TradeBook book) => book.Open
        .Where(t => t.QuantityOpen.IsPositive)
        .GroupBy(t => (t.Symbol, t.PositionSide))
        .Select(g => (g.Key.Symbol, g.Key.PositionSide, g.Sum(t => t.Direction.Sign() * t.QuantityOpen.Value)));

    private static bool IsSettled(TradeState trade, Dictionary<(Symbol, string), VenueOrder> open) =>
        trade is { EntryIsWorking: false, ExitIsWorking: false, QuantityOpen.IsPositive: true, QuantityUnexplained.IsPositive: false }
        && trade.Orders.All(o =>
            o.Stage == TradeOrderStage.Working
            && open.TryGetValue((trade.Symbol, o.ClientOrderId.Value), out var there)
            && there.IsOpen
            && there.FilledQuantity == o.Filled);
}
