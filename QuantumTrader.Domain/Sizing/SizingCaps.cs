using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>The policy's word on a size, after every other consideration. It only ever lowers.</summary>
internal static class SizingCaps
{
    /// <summary>More equity than this changes no size; it keeps the arithmetic from overflowing.</summary>
    private const decimal EquityCeiling = 1_000_000_000_000_000m;

    public static Leverage Lower(Leverage leverage, RiskModeLimits limits) => Leverage.Min(leverage, limits.LeverageMax);

    /// <summary>
    /// At most the position cap, what the account can lose at the stop, and what its equity can carry at
    /// <paramref name="leverage"/>; in whole cents, never below zero.
    /// </summary>
    public static Usd Lower(Usd notional, Leverage leverage, ExitPlan plan, Usd equity, RiskModeLimits limits)
    {
        var carried = Math.Clamp(equity.Value, 0m, EquityCeiling);
        var lowered = Math.Min(notional.Value, limits.PositionSizeCap.Value);
        var riskMax = carried * limits.RiskPerTradeMax.Value;
        if (!(lowered * plan.StopLoss.Value <= riskMax))
        {
            lowered = riskMax / plan.StopLoss.Value;
        }

        return ToCents(new Usd(Math.Max(0m, Math.Min(lowered, carried * leverage.Value))));
    }

    /// <summary>Towards zero, so that no rounding lifts a result over a cap.</summary>
    public static Usd ToCents(Usd amount) => new(decimal.Round(amount.Value, 2, MidpointRounding.ToZero));
}
