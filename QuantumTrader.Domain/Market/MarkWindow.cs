using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market;

/// <summary>
/// The prices of one symbol over the last while, in market time. Holds at most <see cref="Capacity"/> bars; when there are more, the two
/// oldest become one, which only makes the range wider. Adding and asking allocate nothing.
/// </summary>
public sealed class MarkWindow
{
    public const int Capacity = 64;
    private readonly Bar[] _bars = new Bar[Capacity];
    private int _first;
    private int _count;

    /// <summary>
    /// The next bar, or the last one corrected: it counts with both its prices, and closed as it is told now. One that is older, or that has no
    /// valid prices, is left out.
    /// </summary>
    public void Add(in Candle candle)
    {
        if (!(candle.Low.IsValid && candle.High >= candle.Low) || (_count > 0 && candle.CloseTimeUtc < At(_count - 1).CloseUtc))
        {
            return;
        }

        if (_count > 0 && candle.CloseTimeUtc == At(_count - 1).CloseUtc)
        {
            ref var last = ref At(_count - 1);
            last = new Bar(last.CloseUtc, candle.Low < last.Low ? candle.Low : last.Low, candle.High > last.High ? candle.High : last.High, candle.Close);
            return;
        }

        if (_count == Capacity)
        {
            MergeOldest();
        }

        At(_count++) = new Bar(candle.CloseTimeUtc, candle.Low, candle.High, candle.Close);
    }

    /// <summary>
    /// Lowest and highest of the bars that reach into the last <paramref name="span"/>, together with the close before them, so that a jump between
    /// two bars counts. Not valid prices before the first bar.
    /// </summary>
    public (Price Lowest, Price Highest) RangeOf(TimeSpan span)
    {
        if (_count == 0)
        {
            return default;
        }

        ref readonly var last = ref At(_count - 1);
        var (lowest, highest, since) = (last.Low, last.High, last.CloseUtc - span);
        for (var i = _count - 2; i >= 0; i--)
        {
            ref readonly var bar = ref At(i);
            var isBefore = !(bar.CloseUtc > since);
            var (low, high) = isBefore ? (bar.Close, bar.Close) : (bar.Low, bar.High);
            lowest = low < lowest ? low : lowest;
            highest = high > highest ? high : highest;
            if (isBefore)
            {
                break;
            }
        }

        return (lowest, highest);
    }

    private ref Bar At(int index) => ref _bars[(_first + index) % Capacity];

    private void MergeOldest()
    {
        var (a, b) = (At(0), At(1));
        At(1) = new Bar(b.CloseUtc, a.Low < b.Low ? a.Low : b.Low, a.High > b.High ? a.High : b.High, b.Close);
        _first = (_first + 1) % Capacity;
        _count--;
    }

    private readonly record struct Bar(DateTimeOffset CloseUtc, Price Low, Price High, Price Close);
}
