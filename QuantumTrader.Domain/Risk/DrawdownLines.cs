using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>
/// Where equity meets the limits, reckoned anew only when a peak or a limit has moved. What cannot be reckoned, because a limit is
/// not a share, lies above every equity, so that it counts as reached.
/// </summary>
internal struct DrawdownLines
{
    private const decimal CautionShare = 0.60m;
    private const decimal WarningShare = 0.80m;

    /// <summary>A first reading this far past a limit is a gap: -11 % where the limit is -10 %.</summary>
    private const decimal GapShare = 1.10m;

    private Line _peak;
    private Line _allTime;

    public DrawdownLines()
    {
        (_peak, _allTime) = (new Line(), new Line());
    }

    public void Set(Usd? peak, Fraction limit, Usd? allTimePeak, Fraction allTimeLimit)
    {
        _peak.Set(peak, limit);
        _allTime.Set(allTimePeak, allTimeLimit);
    }

    public readonly DrawdownTier TierOf(Usd equity) => (DrawdownTier)Math.Max((int)_peak.TierOf(equity), (int)_allTime.TierOf(equity));

    /// <summary>The limit that <paramref name="equity"/> has reached; the peak's when both are.</summary>
    public readonly DrawdownLimitKind KindOf(Usd equity) =>
        _peak.TierOf(equity) != DrawdownTier.Limit && _allTime.TierOf(equity) == DrawdownTier.Limit ? DrawdownLimitKind.AllTime : DrawdownLimitKind.Peak;

    public readonly bool IsGap(Usd equity) => (KindOf(equity) == DrawdownLimitKind.AllTime ? _allTime : _peak).IsGap(equity);

    private struct Line
    {
        private Usd? _from;
        private Fraction _limit;
        private decimal _caution = decimal.MaxValue;
        private decimal _warning = decimal.MaxValue;
        private decimal _floor = decimal.MaxValue;
        private decimal _gap = decimal.MinValue;

        public Line()
        {
        }

        public void Set(Usd? from, Fraction limit)
        {
            if (from == _from && limit == _limit)
            {
                return;
            }

            (_from, _limit) = (from, limit);
            (_caution, _warning, _floor, _gap) = from is { } peak && limit.Value is > 0m and <= 1m
                ? (Below(peak, CautionShare), Below(peak, WarningShare), Below(peak, 1m), Below(peak, GapShare))
                : (decimal.MaxValue, decimal.MaxValue, decimal.MaxValue, decimal.MinValue);
        }

        public readonly DrawdownTier TierOf(Usd equity) =>
            equity.Value > _caution ? DrawdownTier.None
            : equity.Value > _warning ? DrawdownTier.Caution
            : equity.Value > _floor ? DrawdownTier.Warning
            : DrawdownTier.Limit;

        public readonly bool IsGap(Usd equity) => equity.Value < _gap;

        private readonly decimal Below(Usd peak, decimal share) => peak.Value - (peak.Value * _limit.Value * share);
    }
}
