namespace QuantumTrader.FakeVenue;

/// <summary>An account's regular orders: the open ones by symbol, and all of them in the order they came.</summary>
public sealed class AccountOrders
{
    private readonly Dictionary<string, List<VenueOrder>> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<long, VenueOrder> _byId = [];
    private readonly Dictionary<(string Symbol, string ClientId), VenueOrder> _byClient = [];
    private readonly History<VenueOrder> _all;

    public AccountOrders() => _all = new(Forget);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<VenueOrder> All => _all.Items;

    public IEnumerable<VenueOrder> Open => _open.Values.SelectMany(o => o);

    public int OpenCount => _open.Values.Sum(o => o.Count);

    public IReadOnlyList<VenueOrder> OpenOn(string symbol) => _open.TryGetValue(symbol, out var orders) ? orders : [];

    public bool HasOpenOn(string symbol) => OpenOn(symbol).Count > 0;

    public VenueOrder? Find(string symbol, long id) => _byId.TryGetValue(id, out var order) && order.Symbol == symbol ? order : null;

    /// <summary>The latest with that client id.</summary>
    public VenueOrder? Find(string symbol, string clientId) => _byClient.GetValueOrDefault((symbol, clientId));

    internal void Add(VenueOrder order)
    {
        _all.Add(order);
        _byId[order.Id] = order;
        _byClient[(order.Symbol, order.ClientId)] = order;
        if (!_open.TryGetValue(order.Symbol, out var open))
        {
            _open.Add(order.Symbol, open = []);
        }

        open.Add(order);
    }

    internal void Close(VenueOrder order) => _open[order.Symbol].Remove(order);

    private void Forget(VenueOrder order)
    {
        _byId.Remove(order.Id);
        if (ReferenceEquals(_byClient.GetValueOrDefault((order.Symbol, order.ClientId)), order))
        {
            _byClient.Remove((order.Symbol, order.ClientId));
        }
    }
}
