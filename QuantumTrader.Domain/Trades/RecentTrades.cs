using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>Trades that are over, in the order in which they were last heard of. Bounded by <paramref name="max"/>; the oldest leaves and is counted.</summary>
internal sealed class RecentTrades(int max)
{
    private readonly LinkedList<TradeState> _order = new();
    private readonly Dictionary<TradeId, LinkedListNode<TradeState>> _byId = [];

    public IReadOnlyCollection<TradeState> All => _order;

    public long EvictedCount { get; private set; }

    public TradeState? Find(TradeId id) => _byId.TryGetValue(id, out var node) ? node.Value : null;

    public void Put(TradeState trade)
    {
        Remove(trade.TradeId);
        _byId[trade.TradeId] = _order.AddLast(trade);
        if (_order.Count > max)
        {
            EvictedCount++;
            Remove(_order.First!.Value.TradeId);
        }
    }

    public void Remove(TradeId id)
    {
        if (_byId.Remove(id, out var node))
        {
            _order.Remove(node);
        }
    }
}
