using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Orders of ours that the venue calls filled while the book counts fewer fills of them: told too early, wrongly, or fills are missing. What
/// is held of the symbol is in doubt until the fills are told, or until a comparison that began later finds ledger and venue to agree.
/// </summary>
public sealed class DoubtedFills(TradeBook book)
{
    private readonly Dictionary<ClientOrderId, Doubt> _doubts = []; // bounded by the orders that end between two comparisons
    private long _noted;

    private readonly record struct Doubt(TradeId Trade, Symbol Symbol, Quantity Told, long Number);

    /// <summary>For <see cref="Settle"/>, taken before a comparison asks the venue.</summary>
    public long Mark => _noted;

    /// <summary>Something is in doubt.</summary>
    public bool Any => _doubts.Count > 0 && Left().Count > 0;

    public bool Blocks(Symbol symbol) => _doubts.Count > 0 && Left().Any(d => d.Value.Symbol == symbol);

    /// <summary>The venue calls the order filled; true when that is in doubt.</summary>
    public bool OnFilled(TradeId trade, ClientOrderId id, VenueOrder order)
    {
        // A filled order is filled over its whole quantity; one that closes whatever there is names none.
        var told = order.Quantity > order.FilledQuantity ? order.Quantity : order.FilledQuantity;
        var doubt = new Doubt(trade, order.Symbol, told, _noted + 1);
        if (!IsShort(id, doubt))
        {
            return false;
        }

        (_doubts[id], _noted) = (doubt, doubt.Number);
        return true;
    }

    /// <summary>Ledger and venue agree on what was noted up to <paramref name="mark"/>.</summary>
    public void Settle(long mark)
    {
        foreach (var (id, _) in _doubts.Where(d => d.Value.Number <= mark).ToArray())
        {
            _doubts.Remove(id);
        }
    }

    /// <summary>Fills that were told meanwhile, or that waited for the disk, end a doubt.</summary>
    private Dictionary<ClientOrderId, Doubt> Left()
    {
        foreach (var (id, _) in _doubts.Where(d => !IsShort(d.Key, d.Value)).ToArray())
        {
            _doubts.Remove(id);
        }

        return _doubts;
    }

    /// <summary>An order that the book does not know, such as a close of a stop, says nothing here.</summary>
    private bool IsShort(ClientOrderId id, Doubt doubt) =>
        book.Find(doubt.Trade) is { } trade && trade.Orders.Concat(trade.OrdersOver).FirstOrDefault(o => o.ClientOrderId == id) is { } order && order.Filled < doubt.Told;
}
