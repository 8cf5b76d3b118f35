namespace QuantumTrader.FakeVenue;

/// <summary>An account's conditional orders; ids and client ids of their own.</summary>
public sealed class AccountAlgos
{
    private readonly List<AlgoOrder> _open = [];
    private readonly Dictionary<long, AlgoOrder> _byId = [];
    private readonly Dictionary<string, AlgoOrder> _byClient = new(StringComparer.Ordinal);
    private readonly History<AlgoOrder> _all;

    public AccountAlgos() => _all = new(Forget);

    public IReadOnlyList<AlgoOrder> All => _all.Items;

    /// <summary>Not yet triggered, at most 200 over all symbols.</summary>
    public IReadOnlyList<AlgoOrder> Open => _open;

    public AlgoOrder? Find(long id) => _byId.GetValueOrDefault(id);

    public AlgoOrder? Find(string clientId) => _byClient.GetValueOrDefault(clientId);

    internal void Add(AlgoOrder algo)
    {
        _all.Add(algo);
        _open.Add(algo);
        _byId[algo.Id] = algo;
        _byClient[algo.ClientId] = algo;
    }

    internal void Close(AlgoOrder algo) => _open.Remove(algo);

    private void Forget(AlgoOrder algo)
    {
        _byId.Remove(algo.Id);
        if (ReferenceEquals(_byClient.GetValueOrDefault(algo.ClientId), algo))
        {
            _byClient.Remove(algo.ClientId);
        }
    }
}
