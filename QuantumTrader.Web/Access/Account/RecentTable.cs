namespace QuantumTrader.Web.Access.Account;

/// <summary>A table that holds at most so many entries: the one that was used longest ago goes first. Not thread-safe.</summary>
internal sealed class RecentTable<TKey, TValue>(int countMax, Func<TValue> create)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = new();

    public int Count => _byKey.Count;

    /// <summary>What is there, or a new one; used just now.</summary>
    public TValue Use(TKey key)
    {
        if (_byKey.TryGetValue(key, out var node))
        {
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value.Value;
        }

        if (_byKey.Count >= countMax)
        {
            _byKey.Remove(_byUse.First!.Value.Key);
            _byUse.RemoveFirst();
        }

        return (_byKey[key] = _byUse.AddLast((key, create()))).Value.Value;
    }

    public bool Contains(TKey key) => _byKey.ContainsKey(key);
}
