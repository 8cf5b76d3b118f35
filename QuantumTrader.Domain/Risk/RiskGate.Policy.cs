using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <content>Entries: what the policy allows. A number that is missing is denied under its own code by the engine's checks.</content>
public static partial class RiskGate
{
    private static DenialSet CheckPolicyAge(in RiskInputs now) =>
        now.Policy.ReadAtUtc is { } readAt && IsWithin(now.NowUtc - readAt, now.PolicyAgeMax) ? DenialSet.None : DenialSet.PolicyStale;

    private static DenialSet CheckPermission(TradingPolicy policy) =>
        (policy.EmergencyMode ? DenialSet.EmergencyActive : DenialSet.None)
        | (policy.AllowNewTrades ? DenialSet.None : DenialSet.NewTradesNotAllowed);

    private static DenialSet CheckPolicyRanges(TradingPolicy policy) =>
        PolicyValidator.IsUsable(policy) ? DenialSet.None : DenialSet.PolicyInvalid;

    private static DenialSet CheckPolicyDataAge(TradingPolicy policy, in RiskInputs now) =>
        now.Mark.AtUtc is not { } at || IsWithin(now.NowUtc - at, policy.DataAgeMax) ? DenialSet.None : DenialSet.DataStale;

    private static DenialSet CheckCollar(in OrderIntent intent, TradingPolicy policy, in RiskInputs now)
    {
        var mark = now.Mark.Value;
        var distanceMax = mark.Value * policy.PriceCollar.Value;
        return DistanceOf(intent, mark) <= distanceMax ? DenialSet.None : DenialSet.PriceOutsideCollar;
    }

    /// <summary>The larger distance from the mark: of the price that we ask, and of the one that the decision was made on.</summary>
    private static decimal DistanceOf(in OrderIntent intent, Price mark)
    {
        var decided = Math.Abs(intent.ReferencePrice.Value - mark.Value);
        return intent.LimitPrice is { } asked ? Math.Max(decided, Math.Abs(asked.Value - mark.Value)) : decided;
    }

    private static DenialSet CheckRate(TradingPolicy policy, in RiskInputs now) =>
        now.EntriesInLastMinute is not { } sent || sent < policy.EntriesPerMinuteMax ? DenialSet.None : DenialSet.OrderRateExceeded;

    private static DenialSet CheckDuplicate(TradingPolicy policy, in RiskInputs now) =>
        now.LastEntryAtUtc is not { } last || now.NowUtc - last >= policy.DuplicateWindow ? DenialSet.None : DenialSet.DuplicateOrder;

    // Held amounts are taken without their sign: a short that is passed as a negative number must not make room for more.
    private static DenialSet CheckSymbolNotional(in OrderIntent intent, TradingPolicy policy, in RiskInputs now) =>
        now.SymbolNotional is not { } held || held.Abs() + intent.Notional <= policy.SymbolNotionalMax
            ? DenialSet.None
            : DenialSet.SymbolNotionalTooLarge;

    private static DenialSet CheckTotalExposure(in OrderIntent intent, TradingPolicy policy, in RiskInputs now) =>
        now.TotalNotional is not { } held || now.Equity.Value is not { } equity || held.Abs() + intent.Notional <= equity * now.Governor.Lower(policy.TotalExposureMax)
            ? DenialSet.None
            : DenialSet.TotalExposureTooLarge;

    private static DenialSet CheckLimits(in OrderIntent intent, RiskModeLimits limits, in RiskInputs now) =>
        (limits.AllowNewPositions ? DenialSet.None : DenialSet.NewTradesNotAllowed)
        | CheckPositions(limits, now)
        | CheckOrderNotional(intent, limits, now)
        | CheckLeverage(intent, limits, now)
        | CheckConfidence(intent, limits, now)
        | CheckRiskPerTrade(intent, limits, now)
        | CheckDailyLoss(limits, now);

    /// <summary>Each entry counts as one more position, also where it adds to one that is open.</summary>
    private static DenialSet CheckPositions(RiskModeLimits limits, in RiskInputs now) =>
        now.OpenPositions is not { } open ? DenialSet.None
        : (open < limits.PositionsMax ? DenialSet.None : DenialSet.MaxPositions) | now.Governor.DenialsFor(open);

    private static DenialSet CheckOrderNotional(in OrderIntent intent, RiskModeLimits limits, in RiskInputs now) =>
        intent.Notional <= now.Governor.Lower(limits.PositionSizeCap) ? DenialSet.None : DenialSet.OrderNotionalTooLarge;

    private static DenialSet CheckLeverage(in OrderIntent intent, RiskModeLimits limits, in RiskInputs now) =>
        intent.Leverage <= now.Governor.Lower(limits.LeverageMax) ? DenialSet.None : DenialSet.LeverageTooHigh;

    private static DenialSet CheckConfidence(in OrderIntent intent, RiskModeLimits limits, in RiskInputs now) =>
        intent.Confidence >= now.Governor.Raise(limits.ConfidenceMin) ? DenialSet.None : DenialSet.ConfidenceTooLow;

    private static DenialSet CheckRiskPerTrade(in OrderIntent intent, RiskModeLimits limits, in RiskInputs now) =>
        now.Equity.Value is not { } equity || intent.Notional * now.StopLoss <= equity * limits.RiskPerTradeMax
            ? DenialSet.None
            : DenialSet.RiskPerTradeTooLarge;

    private static DenialSet CheckDailyLoss(RiskModeLimits limits, in RiskInputs now) =>
        now.DayOpenEquity is not { } open || now.Equity.Value is not { } equity || open - equity < open * limits.DailyDrawdownMax
            ? DenialSet.None
            : DenialSet.DailyLossLimit;
}
