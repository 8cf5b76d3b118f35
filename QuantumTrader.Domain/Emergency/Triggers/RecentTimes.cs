namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>When something happened lately; keeps the newest <paramref name="capacity"/> times and allocates nothing after that.</summary>
public sealed class RecentTimes(int capacity)
{
    private readonly long[] _ticks = new long[capacity];
    private int _next;
    private int _count;

    public void Add(DateTimeOffset atUtc)
    {
        _ticks[_next] = atUtc.UtcTicks;
        _next = (_next + 1) % _ticks.Length;
        _count = Math.Min(_count + 1, _ticks.Length);
    }

    /// <summary>
    /// At least <paramref name="count"/> within the last <paramref name="window"/>, its beginning included. A clock that stepped back counts as no
    /// time; more than the capacity cannot be counted, and the capacity then stands for it.
    /// </summary>
    public bool Reaches(int count, DateTimeOffset nowUtc, TimeSpan window)
    {
        var wanted = Math.Min(Math.Max(1, count), _ticks.Length);
        return _count >= wanted && nowUtc.UtcTicks - _ticks[(_next - wanted + _ticks.Length) % _ticks.Length] <= window.Ticks;
    }

    /// <summary>How many within the last <paramref name="window"/>; for people.</summary>
    public int CountWithin(DateTimeOffset nowUtc, TimeSpan window)
    {
        var count = 0;
        while (count < _count && Reaches(count + 1, nowUtc, window))
        {
            count++;
        }

        return count;
    }

    public void Clear() => (_next, _count) = (0, 0);
}
