using QuantumTrader.Domain.Policy.Fields;
using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Domain.Policy.DryRun;

/// <summary>
/// A check of the gate that depends on the policy. It is asked only when the change goes against what was answered then: who passed a limit
/// passes a looser one, and who failed it fails a tighter one, whatever the numbers were.
/// </summary>
/// <param name="Fields">Names of the values that it goes by; of a risk mode's, without the mode.</param>
/// <param name="Denies">Whether it denies under this policy; null: the journal does not say.</param>
internal sealed record DryRunRule(string Code, IReadOnlyList<string> Fields, Func<DryRunEntry, TradingPolicy, bool?> Denies)
{
    /// <summary>A tighter limit makes the sizer ask for less instead of being denied.</summary>
    public bool IsKeptBySizer { get; init; }

    public static IReadOnlyList<DryRunRule> All { get; } =
    [
        new(CodeOf(DenialSet.NewTradesNotAllowed), [nameof(TradingPolicy.AllowNewTrades), nameof(RiskModeLimits.AllowNewPositions)], (_, p) => !p.AllowNewTrades || !p.Limits.AllowNewPositions),
        new(CodeOf(DenialSet.OrderNotionalTooLarge), [nameof(RiskModeLimits.PositionSizeCap)], (e, p) => !(e.Notional <= p.Limits.PositionSizeCap)) { IsKeptBySizer = true },
        new(CodeOf(DenialSet.LeverageTooHigh), [nameof(RiskModeLimits.LeverageMax)], (e, p) => !(e.Plan.Leverage <= p.Limits.LeverageMax)) { IsKeptBySizer = true },
        new(CodeOf(DenialSet.ConfidenceTooLow), [nameof(RiskModeLimits.ConfidenceMin)], (e, p) => !(e.Plan.Confidence >= p.Limits.ConfidenceMin)),
        new(CodeOf(DenialSet.OrderRateExceeded), [nameof(TradingPolicy.EntriesPerMinuteMax)], (e, p) => !(e.SentInLastMinute < p.EntriesPerMinuteMax)),
        new(CodeOf(DenialSet.DuplicateOrder), [nameof(TradingPolicy.DuplicateWindow)], (e, p) => e.SinceLikeIt is { } since && !(since >= p.DuplicateWindow)),
        new(CodeOf(DenialSet.RiskPerTradeTooLarge), [nameof(RiskModeLimits.RiskPerTradeMax)], NotKept) { IsKeptBySizer = true },
        new(CodeOf(DenialSet.SymbolNotionalTooLarge), [nameof(TradingPolicy.SymbolNotionalMax)], (e, p) => e.Notional <= p.SymbolNotionalMax ? null : true),
        new(CodeOf(DenialSet.TotalExposureTooLarge), [nameof(TradingPolicy.TotalExposureMax)], NotKept),
        new(CodeOf(DenialSet.MaxPositions), [nameof(RiskModeLimits.PositionsMax)], NotKept),
        new(CodeOf(DenialSet.DailyLossLimit), [nameof(RiskModeLimits.DailyDrawdownMax)], NotKept),
        new(CodeOf(DenialSet.PriceOutsideCollar), [nameof(TradingPolicy.PriceCollar)], NotKept),
        new(CodeOf(DenialSet.DataStale), [nameof(TradingPolicy.DataAgeMax)], NotKept),
        new(CodeOf(DenialSet.DrawdownUnconfirmed), [nameof(TradingPolicy.DrawdownLimit), nameof(TradingPolicy.AllTimeDrawdownLimit)], NotKept),
        new(CodeOf(DenialSet.DrawdownLimit), [nameof(TradingPolicy.DrawdownLimit), nameof(TradingPolicy.AllTimeDrawdownLimit)], NotKept),
        new(CodeOf(DenialSet.RepeatedExecution), [nameof(TradingPolicy.RepeatedExecutionsMax), nameof(TradingPolicy.RepeatedExecutionWindow)], NotKept),
        new(CodeOf(DenialSet.ConcentrationTooLarge), [nameof(TradingPolicy.ConcentrationMax)], NotKept),
        new(CodeOf(DenialSet.MarginUseTooLarge), [nameof(TradingPolicy.MarginUseMax)], NotKept),
        new(CodeOf(DenialSet.LiquidationTooNear), [nameof(TradingPolicy.LiquidationDistanceMin)], LiquidatedAlone),
        new(CodeOf(DenialSet.MarkMovedTooFar), [nameof(TradingPolicy.WindowCollar), nameof(TradingPolicy.WindowCollarSpan)], NotKept),
        new(CodeOf(DenialSet.RiskGuardDenied), [nameof(RiskModeLimits.DailyDrawdownMax)], NotKept),
        new(CodeOf(DenialSet.ActiveSlotsFull), [nameof(RiskModeLimits.PositionsMax)], NotKept),
    ];

    /// <summary>Of the limits in force, whichever mode they are of.</summary>
    public PolicyStep Step(TradingPolicy before, TradingPolicy after) => Fields.Max(name =>
        DocumentRules.All.FirstOrDefault(r => r.Name == name)?.Step(before, after) ?? LimitRules.All.First(r => r.Name == name).Step(before.Limits, after.Limits));

    private static string CodeOf(DenialSet single) => DenialCodes.CodeOf(single);

    /// <summary>On its own margin, 1 / leverage away, before anything that the venue keeps for itself: nearer than it must be for certain. The rest of the account is not in the journal.</summary>
    private static bool? LiquidatedAlone(DryRunEntry entry, TradingPolicy policy) =>
        entry.Plan.Leverage.Value * Math.Max(policy.LiquidationDistanceMin.Value, entry.Plan.StopLoss.Value) < 1m ? null : true;

    /// <summary>Positions, equity and marks at the time of the decision are not in the journal.</summary>
    private static bool? NotKept(DryRunEntry entry, TradingPolicy policy) => null;
}
