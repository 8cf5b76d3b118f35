using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// Which regular order a triggered conditional order became. The venue gives it a new id and a client id of its own, and its fills come
/// under those: without this a stop's fill would belong to nobody. Bounded; the oldest that cannot trigger any more are forgotten first.
/// </summary>
internal sealed class FollowedAlgos(int capacity)
{
    private readonly Dictionary<long, FollowedAlgo> _byAlgo = [];
    private readonly Dictionary<(Symbol, long), FollowedAlgo> _byOrder = [];
    private readonly Dictionary<string, FollowedAlgo> _byClient = new(StringComparer.Ordinal);
    private readonly Queue<long> _order = new(); // as they came; at most capacity and one

    public IEnumerable<FollowedAlgo> All => _byAlgo.Values;

    public FollowedAlgo? Find(long algoId) => _byAlgo.GetValueOrDefault(algoId);

    /// <summary>Whose order this is; by its id, or because the venue let it keep the client id.</summary>
    public FollowedAlgo? Find(Symbol symbol, long orderId, string clientOrderId) =>
        _byOrder.TryGetValue((symbol, orderId), out var link) ? link
        : _byClient.TryGetValue(clientOrderId, out link) && link.Symbol == symbol ? link
        : null;

    public FollowedAlgo Add(FollowedAlgo link)
    {
        if (_byAlgo.TryAdd(link.AlgoId, link))
        {
            _byClient[link.ClientAlgoId] = link;
            _order.Enqueue(link.AlgoId);
            Forget();
        }

        return _byAlgo[link.AlgoId];
    }

    public void Bind(FollowedAlgo link, long orderId)
    {
        (link.OrderId, link.MayTrigger, link.TriggeringSinceUtc) = (orderId, false, null);
        _byOrder[(link.Symbol, orderId)] = link;
    }

    private void Forget()
    {
        for (var tries = _order.Count; _byAlgo.Count > capacity && _order.TryDequeue(out var id); tries--)
        {
            var link = _byAlgo[id];
            if (tries > 0 && link.MayTrigger)
            {
                _order.Enqueue(id);
                continue;
            }

            _byAlgo.Remove(id);
            _byOrder.Remove((link.Symbol, link.OrderId));
            if (_byClient.GetValueOrDefault(link.ClientAlgoId) == link)
            {
                _byClient.Remove(link.ClientAlgoId);
            }
        }
    }
}
