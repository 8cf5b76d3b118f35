namespace QuantumTrader.FakeVenue;

/// <summary>The latest entries of something, oldest first; the oldest tenth goes when it is full.</summary>
public sealed class History<T>(Action<T>? evicted = null)
{
    private const int Max = 200_000;

    private readonly List<T> _items = [];

    public IReadOnlyList<T> Items => _items;

    public long EvictedCount { get; private set; }

    public void Add(T item)
    {
        if (_items.Count >= Max)
        {
            _items.Take(Max / 10).ToList().ForEach(i => evicted?.Invoke(i));
            _items.RemoveRange(0, Max / 10);
            EvictedCount += Max / 10;
        }

        _items.Add(item);
    }
}
