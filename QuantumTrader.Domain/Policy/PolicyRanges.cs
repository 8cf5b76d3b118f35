using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy;

/// <summary>The accepted range of each limit, in one place for the validator and the gate. NaN is in no range.</summary>
internal static class PolicyRanges
{
    public static bool AreUsable(RiskModeLimits limits) =>
        IsLeverageMax(limits.LeverageMax)
        && IsLeverageMin(limits.LeverageMin, limits.LeverageMax)
        && IsShare(limits.RiskPerTradeMax)
        && IsShare(limits.DailyDrawdownMax)
        && IsPositionsMax(limits.PositionsMax)
        && IsConfidence(limits.ConfidenceMin)
        && IsScalingFactor(limits.ScalingFactor)
        && limits.PositionSizeCap.Value > 0m;

    public static bool IsLeverageMax(Leverage leverage) => leverage.Value > 0m && leverage.Value <= 125m;

    public static bool IsLeverageMin(Leverage leverage, Leverage max) => leverage.Value > 0m && leverage <= max;

    /// <summary>(0, 1].</summary>
    public static bool IsShare(Fraction share) => share.Value > 0m && share.Value <= 1m;

    public static bool IsPositionsMax(int count) => count is >= 1 and <= 100;

    public static bool IsConfidence(double confidence) => confidence >= 0.0 && confidence <= 1.0;

    public static bool IsScalingFactor(Fraction factor) => factor.Value > 0m && factor.Value <= 2m;

    /// <summary>(0, 125]: more than the venue's largest leverage cannot be held anyway.</summary>
    public static bool IsMultipleOfEquity(Fraction multiple) => multiple.Value > 0m && multiple.Value <= 125m;

    /// <summary>(0, 1): at 1 a price of zero would pass.</summary>
    public static bool IsPriceCollar(Fraction collar) => collar.Value > 0m && collar.Value < 1m;

    /// <summary>[0, 1): at 1 nothing that is bought with borrowed money passes.</summary>
    public static bool IsLiquidationDistance(Fraction distance) => distance.Value >= 0m && distance.Value < 1m;

    /// <summary>(0, 1 h].</summary>
    public static bool IsCollarSpan(TimeSpan span) => span > TimeSpan.Zero && span <= TimeSpan.FromHours(1);

    public static bool IsExecutionsMax(int count) => count is >= 1 and <= 1_000;

    /// <summary>(0, 1 day].</summary>
    public static bool IsExecutionWindow(TimeSpan window) => window > TimeSpan.Zero && window <= TimeSpan.FromDays(1);
}
