using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>What is over: finished orders and fills, bounded, so that a long replay stays flat in memory and time.</summary>
internal sealed class PaperHistory(int capacity)
{
    public const int FillsPerRead = 1_000;

    private readonly Dictionary<string, VenueOrder> _byClientId = new(StringComparer.Ordinal);

    public PaperRing<VenueOrder> Orders { get; } = new(capacity);

    public PaperRing<VenueFill> Fills { get; } = new(capacity);

    /// <summary>A client id may be used again once its order is finished; the last order with it is the one found.</summary>
    public void Add(VenueOrder order)
    {
        if (Orders.Add(order, out var evicted) && ReferenceEquals(_byClientId.GetValueOrDefault(evicted!.ClientOrderId), evicted))
        {
            _byClientId.Remove(evicted.ClientOrderId);
        }

        _byClientId[order.ClientOrderId] = order;
    }

    public void Add(VenueFill fill) => Fills.Add(fill, out _);

    public VenueOrder? Find(Symbol symbol, string clientOrderId) =>
        _byClientId.TryGetValue(clientOrderId, out var order) && order.Symbol == symbol ? order : null;

    /// <summary>Ids have no gaps, so the first one asked for is found by counting.</summary>
    public IReadOnlyList<VenueFill> FillsAfter(long fillId)
    {
        if (Fills.Count == 0) return [];
        var skip = (int)Math.Clamp(fillId - Fills[0].FillId + 1, 0, Fills.Count);
        var page = new VenueFill[Math.Min(FillsPerRead, Fills.Count - skip)];
        for (var i = 0; i < page.Length; i++) page[i] = Fills[skip + i];
        return page;
    }

    public void Restore(PaperAccountState state)
    {
        Orders.Restore(state.FinishedOrders, state.FinishedOrdersEvicted);
        Fills.Restore(state.Fills, state.FillsEvicted);
        for (var i = 0; i < Orders.Count; i++) _byClientId[Orders[i].ClientOrderId] = Orders[i];
    }
}
