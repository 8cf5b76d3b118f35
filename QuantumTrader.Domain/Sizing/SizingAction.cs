using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>One cell of the action grid, or one of the two fixed answers, which have no cell and an empty key.</summary>
/// <param name="SizeMultiplier">Share of the largest position.</param>
/// <param name="Leverage">What is asked for; the policy may lower it.</param>
/// <param name="Key">Such as <c>size_0.25|lev_8.0|tpsl_balanced</c>.</param>
public sealed record SizingAction(Fraction SizeMultiplier, Leverage Leverage, ExitPlan ExitPlan, string Key)
{
    /// <summary>For high volatility without experience. Its leverage of 1 is never raised to any minimum.</summary>
    public static readonly SizingAction Fallback = new(new Fraction(0.3m), Leverage.One, ExitPlan.Conservative, "");

    /// <summary>For ordinary volatility without experience.</summary>
    public static readonly SizingAction Default = new(new Fraction(0.5m), new Leverage(2m), ExitPlan.Balanced, "");
}
