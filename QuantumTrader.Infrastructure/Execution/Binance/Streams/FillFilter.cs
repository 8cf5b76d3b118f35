using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>The fills that were passed on, by symbol, order and trade. Bounded: the oldest are forgotten, which the ledger still knows.</summary>
internal sealed class FillFilter(int capacity)
{
    private readonly HashSet<(Symbol, long Order, long Trade)> _seen = [];
    private readonly Queue<(Symbol, long, long)> _order = new(); // at most capacity

    /// <summary>True the first time.</summary>
    public bool IsNew(Symbol symbol, long orderId, long tradeId)
    {
        if (!_seen.Add((symbol, orderId, tradeId)))
        {
            return false;
        }

        _order.Enqueue((symbol, orderId, tradeId));
        if (_order.Count > capacity)
        {
            _seen.Remove(_order.Dequeue());
        }

        return true;
    }
}
