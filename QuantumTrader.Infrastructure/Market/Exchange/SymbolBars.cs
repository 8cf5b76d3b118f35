using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>One symbol's bars: the last one that was given, and those that wait.</summary>
internal sealed class SymbolBars(Symbol symbol)
{
    /// <summary>Bounds what waits: beyond it the oldest hole is taken as it is.</summary>
    public const int WaitingMax = 2_000;

    private readonly SortedList<DateTimeOffset, Candle> _waiting = []; // by opening time; at most WaitingMax

    public Symbol Symbol => symbol;

    /// <summary>Where the next bar must open; null before the first one.</summary>
    public DateTimeOffset? NextOpenUtc { get; set; }

    public Candle Last { get; private set; }

    public DateTimeOffset GivenAtUtc { get; private set; }

    /// <summary>When the hole before the first waiting bar was seen; null without one.</summary>
    public DateTimeOffset? GapSinceUtc { get; set; }

    public DateTimeOffset? AskAgainAtUtc { get; set; }

    public int Asked { get; set; }

    /// <summary>A bar came by REST for this symbol's hole, or REST has none: what waits may go.</summary>
    public bool IsAskedToTheEnd { get; set; }

    public Candle? First => _waiting.Count > 0 ? _waiting.GetValueAtIndex(0) : null;

    /// <summary>The first waiting one follows the last given one.</summary>
    public bool IsNextHere => First is { } first && (NextOpenUtc is not { } next || first.OpenTimeUtc <= next);

    public bool HasHole => First is { } first && first.OpenTimeUtc > NextOpenUtc;

    /// <returns>False: it replaced one with the same opening time.</returns>
    public bool Wait(in Candle candle)
    {
        var isNew = !_waiting.ContainsKey(candle.OpenTimeUtc);
        _waiting[candle.OpenTimeUtc] = candle;
        if (_waiting.Count > WaitingMax)
        {
            _waiting.RemoveAt(_waiting.Count - 1); // The newest: it is asked for again when its turn comes.
        }

        return isNew;
    }

    public Candle Take(DateTimeOffset nowUtc)
    {
        var candle = _waiting.GetValueAtIndex(0);
        _waiting.RemoveAt(0);
        Give(in candle, nowUtc);
        return candle;
    }

    public void Give(in Candle candle, DateTimeOffset nowUtc)
    {
        (Last, GivenAtUtc, NextOpenUtc) = (candle, nowUtc, candle.CloseTimeUtc);
        (Asked, AskAgainAtUtc, GapSinceUtc, IsAskedToTheEnd) = (0, null, null, false);
    }
}
