namespace QuantumTrader.FakeVenue.Market;

/// <summary>A symbol's bars: closed ones of the base interval, the one in the making, and longer ones made of them.</summary>
public sealed class BarHistory(int barsMax)
{
    // Bounded by 2 × barsMax: the older half goes at once, so that adding stays cheap.
    private readonly List<Bar> _closed = [];
    private Bar? _current;

    public IReadOnlyList<Bar> Closed => _closed;

    /// <summary>The bar in the making; between two bars an empty one, so that the newest bar is never a closed one.</summary>
    public Bar? Current => _current ?? (_closed.Count > 0 ? Next(_closed[^1]) : null);

    public bool HasOpenBar => _current is not null;

    /// <summary>Begins a bar, or replaces the one in the making.</summary>
    public void Update(in Bar bar) => _current = bar;

    /// <summary>Closes with these values.</summary>
    public void Close(in Bar bar)
    {
        _current = null;
        _closed.Add(bar);
        if (_closed.Count >= 2 * barsMax)
        {
            _closed.RemoveRange(0, barsMax);
        }
    }

    /// <summary>Bars of an interval that open within the bounds, oldest first; from the start when one is given, else the newest.</summary>
    public IReadOnlyList<Bar> Read(KlineInterval interval, long? startMs, long? endMs, int limit)
    {
        var found = new List<Bar>();
        foreach (var bar in Join(interval))
        {
            if (!(bar.OpenMs < startMs) && !(bar.OpenMs > endMs))
            {
                found.Add(bar);
            }
        }

        var skipped = startMs is null ? Math.Max(0, found.Count - limit) : 0;
        return found.Slice(skipped, Math.Min(limit, found.Count - skipped));
    }

    /// <summary>The interval's bar that holds the newest base bar.</summary>
    public Bar? Newest(KlineInterval interval, bool includeCurrent)
    {
        var open = includeCurrent ? Current : null;
        if (open is null && _closed.Count == 0)
        {
            return null;
        }

        var openMs = interval.OpenMs((open ?? _closed[^1]).OpenMs);
        Bar? joined = null;
        for (var i = FirstSince(openMs); i < _closed.Count; i++)
        {
            joined = joined?.With(_closed[i]) ?? Begin(_closed[i], interval);
        }

        return open is { } last ? joined?.With(last) ?? Begin(last, interval) : joined;
    }

    /// <summary>All bars that were open within the last <paramref name="spanMs"/> of market time as one.</summary>
    public Bar? Window(long spanMs)
    {
        Bar? joined = null;
        var endMs = Current?.EndMs ?? 0;
        for (var i = FirstSince(endMs - spanMs); i < _closed.Count; i++)
        {
            joined = joined?.With(_closed[i]) ?? _closed[i];
        }

        return Current is { } last ? joined?.With(last) ?? last : joined;
    }

    private IEnumerable<Bar> Join(KlineInterval interval)
    {
        Bar? joined = null;
        foreach (var bar in Current is { } last ? _closed.Append(last) : _closed)
        {
            if (joined is { } started && bar.OpenMs < started.EndMs)
            {
                joined = started.With(bar);
                continue;
            }

            if (joined is { } done)
            {
                yield return done;
            }

            joined = Begin(bar, interval);
        }

        if (joined is { } newest)
        {
            yield return newest;
        }
    }

    private static Bar Begin(in Bar bar, KlineInterval interval)
    {
        var openMs = interval.OpenMs(bar.OpenMs);
        // A base bar longer than the interval stays what it is: nobody knows what is inside.
        return interval.EndMs(openMs) >= bar.EndMs ? bar with { OpenMs = openMs, EndMs = interval.EndMs(openMs) } : bar;
    }

    private int FirstSince(long openMs)
    {
        var i = _closed.Count;
        while (i > 0 && _closed[i - 1].OpenMs >= openMs)
        {
            i--;
        }

        return i;
    }

    private static Bar Next(in Bar bar) => Bar.Empty(bar.EndMs, bar.EndMs + (bar.EndMs - bar.OpenMs), bar.Close);
}
