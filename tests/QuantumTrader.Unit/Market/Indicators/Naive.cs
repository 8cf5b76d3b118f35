namespace QuantumTrader.Unit.Market.Indicators;

/// <summary>
/// The indicators straight from their textbook definitions, over the whole history each time. They share no code and no
/// form with the incremental ones: sums where those keep means, weights where those keep a running value.
/// </summary>
internal static class Naive
{
    /// <summary>Closed form: the seed's weight is (1-a)^k, that of each later value a(1-a)^age.</summary>
    public static double Ema(IReadOnlyList<double> values, int period)
    {
        var a = 2.0 / (period + 1);
        var later = values.Count - period;
        var sum = Math.Pow(1 - a, later) * values.Take(period).Average();
        for (var i = period; i < values.Count; i++)
        {
            sum += a * Math.Pow(1 - a, values.Count - 1 - i) * values[i];
        }

        return sum;
    }

    public static double Rsi(IReadOnlyList<double> prices, int period)
    {
        var changes = prices.Zip(prices.Skip(1), (a, b) => b - a).ToList();
        var gain = WilderSum(changes.ConvertAll(c => c > 0 ? c : 0), period);
        var loss = WilderSum(changes.ConvertAll(c => c < 0 ? -c : 0), period);
        return 100 - (100 / (1 + (gain / loss)));
    }

    public static double Atr(IReadOnlyList<(double High, double Low, double Close)> bars, int period) =>
        WilderSum(TrueRanges(bars), period) / period;

    public static double Adx(IReadOnlyList<(double High, double Low, double Close)> bars, int period)
    {
        List<double> plus = [], minus = [], dx = [];
        for (var i = 1; i < bars.Count; i++)
        {
            var up = bars[i].High - bars[i - 1].High;
            var down = bars[i - 1].Low - bars[i].Low;
            plus.Add(up > down ? Math.Max(up, 0) : 0);
            minus.Add(down > up ? Math.Max(down, 0) : 0);
        }

        var ranges = TrueRanges(bars);
        for (var n = period; n <= ranges.Count; n++)
        {
            var range = WilderSum([.. ranges.Take(n)], period);
            var diPlus = 100 * WilderSum([.. plus.Take(n)], period) / range;
            var diMinus = 100 * WilderSum([.. minus.Take(n)], period) / range;
            dx.Add(100 * Math.Abs(diPlus - diMinus) / (diPlus + diMinus));
        }

        return WilderSum(dx, period) / period;
    }

    public static double SampleDeviationOfLogReturns(IReadOnlyList<double> prices, int period)
    {
        var returns = prices.Zip(prices.Skip(1), (a, b) => Math.Log(b) - Math.Log(a)).TakeLast(period).ToList();
        var mean = returns.Average();
        return Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (period - 1));
    }

    private static List<double> TrueRanges(IReadOnlyList<(double High, double Low, double Close)> bars) =>
        [.. bars.Skip(1).Select((b, i) => new[] { b.High - b.Low, Math.Abs(b.High - bars[i].Close), Math.Abs(b.Low - bars[i].Close) }.Max())];

    /// <summary>Wilder's own form: the first sum as it is, then sum - sum/n + value.</summary>
    private static double WilderSum(List<double> values, int period)
    {
        var sum = values.Take(period).Sum();
        foreach (var value in values.Skip(period))
        {
            sum = sum - (sum / period) + value;
        }

        return sum;
    }
}
