using System.Diagnostics.CodeAnalysis;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>
/// Which regular orders were conditional ones of ours before they triggered, by the number of the regular order. Told by the stream and by
/// REST, in any order. Bounded: the oldest are forgotten, and asked for again when somebody needs them. Safe from any thread.
/// </summary>
public sealed class AlgoOrigins
{
    public const int KeptMax = 4_096;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, AlgoOrigin> _byOrder = [];
    private readonly Queue<long> _oldest = new();

    /// <summary>Nothing happens for an order that has not triggered.</summary>
    public void Note(BinanceAlgoOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.ActualOrderId is > 0 and var actual)
        {
            Note(actual, new AlgoOrigin(order.AlgoId, order.ClientAlgoId, order.OrderType, order.TriggerPrice));
        }
    }

    /// <param name="orderId">The regular order's number, above zero.</param>
    /// <param name="link">What it was before.</param>
    public void Note(long orderId, AlgoOrigin link)
    {
        lock (_gate)
        {
            if (!_byOrder.TryAdd(orderId, link))
            {
                return;
            }

            _oldest.Enqueue(orderId);
            if (_oldest.Count > KeptMax)
            {
                _byOrder.Remove(_oldest.Dequeue());
            }
        }
    }

    public bool TryFind(long orderId, [NotNullWhen(true)] out AlgoOrigin? link)
    {
        lock (_gate)
        {
            return _byOrder.TryGetValue(orderId, out link);
        }
    }
}
