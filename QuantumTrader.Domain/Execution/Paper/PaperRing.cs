namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>The last <c>capacity</c> items, oldest first; the oldest is evicted and counted.</summary>
internal sealed class PaperRing<T>(int capacity)
{
    private T[] _items = new T[Math.Min(capacity, 64)];
    private int _start;

    public int Count { get; private set; }

    public long Evicted { get; private set; }

    public T this[int index] => _items[(_start + index) % _items.Length];

    /// <summary>True, with the item that had to go, when the ring was full.</summary>
    public bool Add(T item, out T? evicted)
    {
        evicted = default;
        if (Count < capacity)
        {
            Grow();
            _items[Count++] = item; // _start stays zero until the ring is full
            return false;
        }

        evicted = _items[_start];
        _items[_start] = item;
        _start = (_start + 1) % capacity;
        Evicted++;
        return true;
    }

    public T[] ToArray()
    {
        var copy = new T[Count];
        for (var i = 0; i < Count; i++) copy[i] = this[i];
        return copy;
    }

    public void Restore(IReadOnlyList<T> items, long evicted)
    {
        foreach (var item in items) Add(item, out _);
        Evicted += evicted;
    }

    private void Grow()
    {
        if (Count == _items.Length) Array.Resize(ref _items, Math.Min(capacity, Count * 2));
    }
}
