using QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// News of orders that may be a triggered stop of ours whose own message has not come yet; the two come over one stream but not in a
/// fixed order. Bounded by a short time and a number.
/// </summary>
internal sealed class UnclaimedOrders(TimeSpan wait)
{
    private const int CountMax = 1_000;
    private readonly List<(OrderTradeMessage Message, DateTimeOffset DueUtc)> _waiting = [];

    public int Count => _waiting.Count;

    /// <summary>News of this order waits already, so what comes after must wait behind it.</summary>
    public bool Has(string symbol, long orderId)
    {
        foreach (var (message, _) in _waiting)
        {
            if (message.Order.OrderId == orderId && message.Order.Symbol == symbol)
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>False: there is no room; pass it on as it is.</returns>
    public bool Add(OrderTradeMessage message, DateTimeOffset nowUtc)
    {
        if (_waiting.Count >= CountMax)
        {
            return false;
        }

        _waiting.Add((message, nowUtc + wait));
        return true;
    }

    /// <summary>Those of one order, in the order in which they came.</summary>
    public IReadOnlyList<OrderTradeMessage> Take(string symbol, long orderId) => Take(w => w.Message.Order.OrderId == orderId && w.Message.Order.Symbol == symbol);

    /// <summary>Those that have waited long enough, and whatever else waits of the same orders.</summary>
    public IReadOnlyList<OrderTradeMessage> TakeDue(DateTimeOffset nowUtc)
    {
        if (_waiting.Count == 0)
        {
            return [];
        }

        var due = _waiting.Where(w => w.DueUtc <= nowUtc).Select(w => (w.Message.Order.Symbol, w.Message.Order.OrderId)).ToHashSet();
        return due.Count == 0 ? [] : Take(w => due.Contains((w.Message.Order.Symbol, w.Message.Order.OrderId)));
    }

    private List<OrderTradeMessage> Take(Predicate<(OrderTradeMessage Message, DateTimeOffset)> which)
    {
        var taken = _waiting.FindAll(which).ConvertAll(w => w.Message);
        _waiting.RemoveAll(which);
        return taken;
    }
}
