using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Ui.Overview;

/// <summary>Works out what a chart that already shows a part of the curve still needs, so that only new points travel to the browser.</summary>
public sealed class CurveFeed
{
    private EquityPoint? _last;

    /// <summary>The points to send for <paramref name="curve"/> (oldest first), remembered as sent.</summary>
    public CurveDelta Next(IReadOnlyList<EquityPoint> curve)
    {
        if (curve.Count == 0)
        {
            var wasShown = _last is not null;
            _last = null;
            return new(wasShown, []);
        }

        var previous = _last;
        _last = curve[^1];

        // A curve that ends before what was sent is another curve: an account that was reset, or a replay begun again.
        return previous is null || _last.AtUtc < previous.AtUtc
            ? new(true, Flatten(curve, 0))
            : new(false, Flatten(curve, FirstUnsent(curve, previous)));
    }

    private static int FirstUnsent(IReadOnlyList<EquityPoint> curve, EquityPoint previous)
    {
        var first = curve.Count;
        while (first > 0 && (curve[first - 1].AtUtc > previous.AtUtc || (curve[first - 1].AtUtc == previous.AtUtc && curve[first - 1] != previous)))
        {
            first--;
        }

        return first;
    }

    // Doubles are for drawing alone: milliseconds since 1970, equity, limit, and again.
    private static double[] Flatten(IReadOnlyList<EquityPoint> curve, int first)
    {
        var flat = new double[(curve.Count - first) * 3];
        for (int i = first, at = 0; i < curve.Count; i++)
        {
            flat[at++] = curve[i].AtUtc.ToUnixTimeMilliseconds();
            flat[at++] = (double)curve[i].Equity.Value;
            flat[at++] = (double)curve[i].LimitLine.Value;
        }

        return flat;
    }
}
