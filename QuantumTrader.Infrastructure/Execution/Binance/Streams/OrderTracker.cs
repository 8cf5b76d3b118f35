using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// What was told last of each order, so that nothing goes backwards: what comes twice, late or from the second of two connections
/// changes nothing. Bounded; the oldest ended ones are forgotten first.
/// </summary>
internal sealed class OrderTracker(int capacity)
{
    private readonly Dictionary<OrderKey, VenueOrder> _orders = [];
    private readonly Queue<OrderKey> _order = new(); // as they came; at most capacity and one

    public int Count => _orders.Count;

    public IEnumerable<(OrderKey Key, VenueOrder Order)> Open => _orders.Where(o => o.Value.IsOpen).Select(o => (o.Key, o.Value));

    public VenueOrder? Find(OrderKey key) => _orders.GetValueOrDefault(key);

    /// <summary>True for news.</summary>
    public bool Advance(OrderKey key, VenueOrder order)
    {
        if (_orders.TryGetValue(key, out var last))
        {
            if (!IsNews(last, order))
            {
                return false;
            }
        }
        else
        {
            _order.Enqueue(key);
        }

        _orders[key] = order;
        Forget();
        return true;
    }

    private static bool IsNews(VenueOrder last, VenueOrder order)
    {
        var (before, now) = (Rank(last.Status), Rank(order.Status));
        return last.IsOpen && (now != before ? now > before
            : order.FilledQuantity != last.FilledQuantity ? order.FilledQuantity > last.FilledQuantity
            : order.UpdatedAtUtc > last.UpdatedAtUtc);
    }

    private static int Rank(VenueOrderStatus status) => status switch
    {
        VenueOrderStatus.New => 0,
        VenueOrderStatus.PartiallyFilled => 1,
        _ => 2,
    };

    private void Forget()
    {
        // An open one goes to the end of the queue; the venue bounds how many there are, and beyond that they are forgotten like the others.
        for (var tries = _order.Count; _orders.Count > capacity && _order.TryDequeue(out var key); tries--)
        {
            if (tries > 0 && _orders.TryGetValue(key, out var order) && order.IsOpen)
            {
                _order.Enqueue(key);
            }
            else
            {
                _orders.Remove(key);
            }
        }
    }
}
