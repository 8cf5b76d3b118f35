namespace QuantumTrader.Domain.Market;

/// <summary>
/// The last returns of one symbol, each of one closed bar against the one right before it, in market time. Bounded by <see cref="Capacity"/>,
/// the oldest leaves. Adding and asking allocate nothing.
/// </summary>
public sealed class ReturnWindow
{
    public const int Capacity = 96;

    /// <summary>With fewer bars in common nothing is said.</summary>
    public const int PairsMin = 30;

    private readonly (DateTimeOffset CloseUtc, double Return)[] _returns = new (DateTimeOffset, double)[Capacity];
    private DateTimeOffset _closeUtc;
    private double _close;
    private double _closeBefore = double.NaN; // of the bar right before the last one
    private int _next;
    private int _count;

    /// <summary>
    /// The next bar, or the last one corrected, whose return is then another. After a gap, and after a bar without a valid price, the next one
    /// begins anew; one that is older is left out.
    /// </summary>
    public void Add(in Candle candle)
    {
        if (candle.CloseTimeUtc < _closeUtc)
        {
            return;
        }

        if (candle.CloseTimeUtc == _closeUtc)
        {
            DropLast();
        }
        else
        {
            _closeBefore = candle.OpenTimeUtc == _closeUtc ? _close : double.NaN;
        }

        var close = candle.Close.IsValid ? (double)candle.Close.Value : double.NaN;
        var moved = (close / _closeBefore) - 1.0;
        (_closeUtc, _close) = (candle.CloseTimeUtc, close);
        if (double.IsFinite(moved))
        {
            _returns[_next] = (candle.CloseTimeUtc, moved);
            _next = (_next + 1) % Capacity;
            _count = Math.Min(_count + 1, Capacity);
        }
    }

    /// <summary>
    /// Pearson's, -1 to 1, over the bars that both have closed. Null when it is not known: too few bars in common, or a price that did not move.
    /// </summary>
    public double? CorrelationWith(ReturnWindow other)
    {
        var (n, sumA, sumB, sumAa, sumBb, sumAb) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (int i = 0, j = 0; i < _count && j < other._count;)
        {
            ref readonly var a = ref Newest(i);
            ref readonly var b = ref other.Newest(j);
            if (a.CloseUtc == b.CloseUtc)
            {
                (n, sumA, sumB) = (n + 1, sumA + a.Return, sumB + b.Return);
                (sumAa, sumBb, sumAb) = (sumAa + (a.Return * a.Return), sumBb + (b.Return * b.Return), sumAb + (a.Return * b.Return));
            }

            (i, j) = (a.CloseUtc >= b.CloseUtc ? i + 1 : i, b.CloseUtc >= a.CloseUtc ? j + 1 : j);
        }

        var spread = ((n * sumAa) - (sumA * sumA)) * ((n * sumBb) - (sumB * sumB));
        var correlation = ((n * sumAb) - (sumA * sumB)) / Math.Sqrt(spread);
        return n >= PairsMin && spread > 0.0 && double.IsFinite(correlation) ? Math.Clamp(correlation, -1.0, 1.0) : null;
    }

    private void DropLast()
    {
        if (_count > 0 && Newest(0).CloseUtc == _closeUtc)
        {
            _next = (_next - 1 + Capacity) % Capacity;
            _count--;
        }
    }

    /// <summary>The newest first.</summary>
    private ref readonly (DateTimeOffset CloseUtc, double Return) Newest(int back) => ref _returns[(_next - 1 - back + Capacity + Capacity) % Capacity];
}
