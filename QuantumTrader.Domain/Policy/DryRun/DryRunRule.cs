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
        new(CodeOf(DenialSet.NewTradesNotAllowed), [nameof(TradingPolicy.AllowNewTrades)], (_, p) => !p.AllowNewTrades),
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
    ];

    /// <summary>Of the limits in force, whichever mode they are of.</summary>
    public PolicyStep Step(TradingPolicy before, TradingPolicy after) => Fields.Max(name =>
        DocumentRules.All.FirstOrDefault(r => r.Name == name)?.Step(before, after) ?? LimitRules.All.First(r => r.Name == name).Step(before.Limits, after.Limits));

    private static string CodeOf(DenialSet single) => DenialCodes.CodeOf(single);

    /// <summary>Positions, equity and marks at the time of the decision are not in the journal.</summary>
    private static bool? NotKept(DryRunEntry entry, TradingPolicy policy) => null;
}
