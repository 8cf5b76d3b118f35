using System.Globalization;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>How much of the drawdown limit is used up.</summary>
/// <param name="Used">0 nothing, 1 at the limit, above 1 past it; null when it cannot be told.</param>
public sealed record Headroom(HeadroomTier Tier, decimal? Used)
{
    private const decimal CautionFrom = 0.60m;
    private const decimal WarningFrom = 0.80m;

    public static Headroom Of(Fraction? drawdown, Fraction? limit)
    {
        if (drawdown is not { } lost || limit is not { Value: > 0m } most)
        {
            return new(HeadroomTier.Unknown, null);
        }

        var used = Math.Max(0m, lost.Value / most.Value);
        var tier = used switch
        {
            < CautionFrom => HeadroomTier.Ok,
            < WarningFrom => HeadroomTier.Caution,
            < 1m => HeadroomTier.Warning,
            _ => HeadroomTier.Limit,
        };
        return new(tier, used);
    }

    public string Css => Tier.ToString().ToLowerInvariant();

    /// <summary>Width of the bar in per cent, 0 to 100, as CSS wants it.</summary>
    public string WidthCss => (Math.Min(1m, Used ?? 0m) * 100m).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>
    /// Time until equity meets the limit line if it goes on losing as over the last <paramref name="pointsMax"/> points of the curve;
    /// null when it is not losing or cannot be told. Measured in the curve's own time.
    /// </summary>
    public static TimeSpan? TimeToLimit(IReadOnlyList<EquityPoint> curve, int pointsMax = 120)
    {
        if (curve.Count < 2)
        {
            return null;
        }

        var (first, last) = (curve[Math.Max(0, curve.Count - pointsMax)], curve[^1]);
        var lost = first.Equity.Value - last.Equity.Value;
        var room = last.Equity.Value - last.LimitLine.Value;
        var took = last.AtUtc - first.AtUtc;
        if (!(lost > 0m) || !(room > 0m) || !(took > TimeSpan.Zero))
        {
            return null;
        }

        var ticks = room / lost * took.Ticks;
        return ticks < TimeSpan.FromDays(365).Ticks ? TimeSpan.FromTicks((long)ticks) : null;
    }
}
