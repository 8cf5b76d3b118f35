using System.Globalization;

namespace QuantumTrader.Domain.Policy;

/// <summary>
/// Whether a policy makes sense. <see cref="Validate"/> names every problem for people; <see cref="IsUsable"/> answers the
/// same question for the part in force without allocating, for the risk gate.
/// </summary>
public static class PolicyValidator
{
    public static IReadOnlyList<PolicyProblem> Validate(TradingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var problems = new List<PolicyProblem>();
        ValidateDocument(policy, problems);
        ValidateGuards(policy, problems);
        ValidateEmergency(policy, problems);
        ValidateModes(policy, problems);
        return problems;
    }

    /// <summary>True when the document and the limits in force are within their ranges.</summary>
    public static bool IsUsable(TradingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Version >= 1
            && policy.SymbolNotionalMax.Value > 0m
            && PolicyRanges.IsMultipleOfEquity(policy.TotalExposureMax)
            && PolicyRanges.IsPriceCollar(policy.PriceCollar)
            && policy.EntriesPerMinuteMax >= 1
            && policy.DuplicateWindow >= TimeSpan.Zero
            && policy.DataAgeMax > TimeSpan.Zero
            && PolicyRanges.IsShare(policy.DrawdownLimit)
            && AreGuardsUsable(policy)
            && policy.Modes is not null
            && policy.Modes.TryGetValue(policy.ActiveMode, out var limits)
            && limits is not null
            && PolicyRanges.AreUsable(limits);
    }

    private static bool AreGuardsUsable(TradingPolicy policy) =>
        PolicyRanges.IsShare(policy.AllTimeDrawdownLimit)
        && policy.LossVelocityMax.Value > 0m
        && PolicyRanges.IsMultipleOfEquity(policy.ConcentrationMax)
        && PolicyRanges.IsShare(policy.MarginUseMax)
        && PolicyRanges.IsLiquidationDistance(policy.LiquidationDistanceMin)
        && PolicyRanges.IsPriceCollar(policy.WindowCollar)
        && PolicyRanges.IsCollarSpan(policy.WindowCollarSpan)
        && PolicyRanges.IsExecutionsMax(policy.RepeatedExecutionsMax)
        && PolicyRanges.IsExecutionWindow(policy.RepeatedExecutionWindow);

    private static void ValidateDocument(TradingPolicy policy, List<PolicyProblem> problems)
    {
        Require(policy.Version >= 1, nameof(policy.Version), "at least 1", policy.Version, problems);
        Require(policy.SymbolNotionalMax.Value > 0m, nameof(policy.SymbolNotionalMax), "above 0 USD", policy.SymbolNotionalMax, problems);
        Require(PolicyRanges.IsMultipleOfEquity(policy.TotalExposureMax), nameof(policy.TotalExposureMax), "above 0 and at most 125 (times equity)", policy.TotalExposureMax, problems);
        Require(PolicyRanges.IsPriceCollar(policy.PriceCollar), nameof(policy.PriceCollar), "above 0 and below 1", policy.PriceCollar, problems);
        Require(policy.EntriesPerMinuteMax >= 1, nameof(policy.EntriesPerMinuteMax), "at least 1", policy.EntriesPerMinuteMax, problems);
        Require(policy.DuplicateWindow >= TimeSpan.Zero, nameof(policy.DuplicateWindow), "zero or longer", policy.DuplicateWindow, problems);
        Require(policy.DataAgeMax > TimeSpan.Zero, nameof(policy.DataAgeMax), "longer than zero", policy.DataAgeMax, problems);
        Require(PolicyRanges.IsShare(policy.DrawdownLimit), nameof(policy.DrawdownLimit), "above 0 and at most 1", policy.DrawdownLimit, problems);
        Require(!string.IsNullOrWhiteSpace(policy.UpdatedBy), nameof(policy.UpdatedBy), "a name", "empty", problems);
    }

    private static void ValidateGuards(TradingPolicy policy, List<PolicyProblem> problems)
    {
        Require(PolicyRanges.IsShare(policy.AllTimeDrawdownLimit), nameof(policy.AllTimeDrawdownLimit), "above 0 and at most 1", policy.AllTimeDrawdownLimit, problems);
        Require(policy.LossVelocityMax.Value > 0m, nameof(policy.LossVelocityMax), "above 0 USD a minute", policy.LossVelocityMax, problems);
        Require(PolicyRanges.IsMultipleOfEquity(policy.ConcentrationMax), nameof(policy.ConcentrationMax), "above 0 and at most 125 (times equity)", policy.ConcentrationMax, problems);
        Require(PolicyRanges.IsShare(policy.MarginUseMax), nameof(policy.MarginUseMax), "above 0 and at most 1", policy.MarginUseMax, problems);
        Require(PolicyRanges.IsLiquidationDistance(policy.LiquidationDistanceMin), nameof(policy.LiquidationDistanceMin), "0 or more and below 1", policy.LiquidationDistanceMin, problems);
        Require(PolicyRanges.IsPriceCollar(policy.WindowCollar), nameof(policy.WindowCollar), "above 0 and below 1", policy.WindowCollar, problems);
        Require(PolicyRanges.IsCollarSpan(policy.WindowCollarSpan), nameof(policy.WindowCollarSpan), "longer than zero and at most an hour", policy.WindowCollarSpan, problems);
        Require(PolicyRanges.IsExecutionsMax(policy.RepeatedExecutionsMax), nameof(policy.RepeatedExecutionsMax), "1 to 1000", policy.RepeatedExecutionsMax, problems);
        Require(PolicyRanges.IsExecutionWindow(policy.RepeatedExecutionWindow), nameof(policy.RepeatedExecutionWindow), "longer than zero and at most a day", policy.RepeatedExecutionWindow, problems);
    }

    private static void ValidateEmergency(TradingPolicy policy, List<PolicyProblem> problems)
    {
        if (!policy.EmergencyMode)
        {
            return;
        }

        Require(!policy.AllowNewTrades, nameof(policy.AllowNewTrades), "false while EmergencyMode is on", policy.AllowNewTrades, problems);
        Require(policy.EmergencyId is not null, nameof(policy.EmergencyId), "set while EmergencyMode is on", "missing", problems);
    }

    private static void ValidateModes(TradingPolicy policy, List<PolicyProblem> problems)
    {
        if (policy.Modes is null)
        {
            problems.Add(new(nameof(policy.Modes), $"limits for {RiskModeNames.Choices}", "missing"));
            return;
        }

        if (!policy.Modes.ContainsKey(policy.ActiveMode))
        {
            problems.Add(new(nameof(policy.ActiveMode), "a mode that Modes has limits for", RiskModeNames.NameOf(policy.ActiveMode)));
        }

        foreach (var (mode, limits) in policy.Modes.OrderBy(m => m.Key))
        {
            ValidateLimits($"{nameof(policy.Modes)}.{RiskModeNames.NameOf(mode)}", limits, problems);
        }
    }

    private static void ValidateLimits(string path, RiskModeLimits? limits, List<PolicyProblem> problems)
    {
        if (limits is null)
        {
            problems.Add(new(path, "a set of limits", "missing"));
            return;
        }

        Require(PolicyRanges.IsLeverageMax(limits.LeverageMax), $"{path}.LeverageMax", "above 0 and at most 125", limits.LeverageMax, problems);
        Require(!PolicyRanges.IsLeverageMax(limits.LeverageMax) || PolicyRanges.IsLeverageMin(limits.LeverageMin, limits.LeverageMax), $"{path}.LeverageMin", "above 0 and at most LeverageMax", limits.LeverageMin, problems);
        Require(PolicyRanges.IsShare(limits.RiskPerTradeMax), $"{path}.RiskPerTradeMax", "above 0 and at most 1", limits.RiskPerTradeMax, problems);
        Require(PolicyRanges.IsShare(limits.DailyDrawdownMax), $"{path}.DailyDrawdownMax", "above 0 and at most 1", limits.DailyDrawdownMax, problems);
        Require(PolicyRanges.IsPositionsMax(limits.PositionsMax), $"{path}.PositionsMax", "1 to 100", limits.PositionsMax, problems);
        Require(PolicyRanges.IsConfidence(limits.ConfidenceMin), $"{path}.ConfidenceMin", "0 to 1", limits.ConfidenceMin, problems);
        Require(PolicyRanges.IsScalingFactor(limits.ScalingFactor), $"{path}.ScalingFactor", "above 0 and at most 2", limits.ScalingFactor, problems);
        Require(limits.PositionSizeCap.Value > 0m, $"{path}.PositionSizeCap", "above 0 USD", limits.PositionSizeCap, problems);
    }

    private static void Require<T>(bool holds, string field, string range, T actual, List<PolicyProblem> problems)
    {
        if (!holds)
        {
            problems.Add(new(field, range, string.Create(CultureInfo.InvariantCulture, $"{actual}")));
        }
    }
}
