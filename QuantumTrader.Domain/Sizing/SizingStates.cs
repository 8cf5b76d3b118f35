using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>
/// What the sizer tells apart: 4 regimes, 5 levels of confidence, 4 of exposure and 3 of recent performance make 240 states.
/// Keys read <c>low_vol_trending|high|light|neutral</c>; indices are those of the stored table.
/// </summary>
public static class SizingStates
{
    public const int Count = 4 * 5 * 4 * 3;

    /// <summary>Average directional index (Wilder, 1978) above which a market trends.</summary>
    public const double TrendingAdx = 25.0;

    private static readonly string[] Regimes = ["high_vol_trending", "low_vol_trending", "high_vol_ranging", "low_vol_ranging"];
    private static readonly string[] Confidences = ["very_low", "low", "medium", "high", "very_high"];
    private static readonly string[] Portfolios = ["light", "moderate", "heavy", "max"];
    private static readonly string[] Performances = ["bad", "neutral", "good"];
    private static readonly string[] Keys = [.. from r in Regimes from c in Confidences from p in Portfolios from w in Performances select $"{r}|{c}|{p}|{w}"];
    private static readonly Dictionary<string, int> Indices = Keys.Select((key, index) => (key, index)).ToDictionary(k => k.key, k => k.index, StringComparer.Ordinal);

    public static string KeyOf(int index) => Keys[index];

    public static bool IsHighVol(int index) => index / 60 is 0 or 2;

    /// <summary>False for a key that no state has.</summary>
    public static bool TryIndexOf(string? key, out int index)
    {
        index = -1;
        return key is not null && Indices.TryGetValue(key, out index);
    }

    /// <summary>NaN falls to the cautious bucket: no trend, very low confidence, bad performance.</summary>
    public static int IndexOf(bool isHighVol, double adx, double confidence, Fraction exposure, double winRate) =>
        (((((RegimeOf(isHighVol, adx) * 5) + ConfidenceOf(confidence)) * 4) + PortfolioOf(exposure)) * 3) + PerformanceOf(winRate);

    private static int RegimeOf(bool isHighVol, double adx) => (adx > TrendingAdx ? 0 : 2) + (isHighVol ? 0 : 1);

    private static int ConfidenceOf(double confidence) =>
        confidence >= 0.85 ? 4 : confidence >= 0.70 ? 3 : confidence >= 0.55 ? 2 : confidence >= 0.45 ? 1 : 0;

    private static int PortfolioOf(Fraction exposure) =>
        exposure.Value >= 0.80m ? 3 : exposure.Value >= 0.60m ? 2 : exposure.Value >= 0.30m ? 1 : 0;

    private static int PerformanceOf(double winRate) => winRate >= 0.60 ? 2 : winRate >= 0.45 ? 1 : 0;
}
