using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <content>The words behind the bits; built only for orders that were denied.</content>
public static partial class RiskGate
{
    /// <summary>
    /// One reason with its numbers for each bit of <paramref name="denials"/>, in the order of the checks. Give it the intent and
    /// the inputs that were checked.
    /// </summary>
    public static IReadOnlyList<DenialReason> Explain(DenialSet denials, in OrderIntent intent, in RiskInputs now)
    {
        var reasons = new List<DenialReason>();
        foreach (var single in DenialCodes.Singles(denials))
        {
            reasons.Add(ReasonOf(single, intent, now));
        }

        return reasons;
    }

    private static DenialReason ReasonOf(DenialSet single, in OrderIntent intent, in RiskInputs now) =>
        OfPolicy(single, now)
        ?? OfMarket(single, intent, now)
        ?? OfSize(single, intent, now)
        ?? OfOrder(single, intent, now)
        ?? OfAccount(single, intent, now)
        ?? OfMargin(single, intent, now)
        ?? OfGovernor(single, intent, now)
        ?? throw new ArgumentOutOfRangeException(nameof(single), single, "This denial has no reason record; add one.");

    private static DenialReason? OfPolicy(DenialSet single, in RiskInputs now) => single switch
    {
        DenialSet.PolicyMissing => new PolicyMissing(),
        DenialSet.PolicyStale => new PolicyStale(now.NowUtc - now.Policy.ReadAtUtc, now.PolicyAgeMax),
        DenialSet.PolicyInvalid => new PolicyInvalid(PolicyOf(now) is { } policy ? PolicyValidator.Validate(policy) : []),
        DenialSet.ModeHalted => new ModeHalted(now.Mode),
        DenialSet.ModeReduceOnly => new ModeReduceOnly(),
        DenialSet.EmergencyActive => EmergencyOf(PolicyOf(now)),
        DenialSet.NewTradesNotAllowed => new NewTradesNotAllowed(PolicyOf(now)?.Version ?? 0),
        _ => null,
    };

    private static EmergencyActive EmergencyOf(TradingPolicy? policy) =>
        policy is { EmergencyMode: true }
            ? new EmergencyActive(policy.EmergencyId, policy.EmergencyReason, policy.EmergencyActivatedAtUtc)
            : new EmergencyActive(null, "a stop was asked for a moment ago", null);

    private static DenialReason? OfMarket(DenialSet single, in OrderIntent intent, in RiskInputs now) => single switch
    {
        DenialSet.DataNever => new DataNever(intent.Symbol),
        DenialSet.DataStale => new DataStale(intent.Symbol, now.Mark.Age(now.NowUtc), TighterAgeMax(now)),
        DenialSet.PriceInvalid => new PriceInvalid(now.Mark.Value, intent.ReferencePrice, intent.LimitPrice),
        DenialSet.PriceOutsideCollar => new PriceOutsideCollar(now.Mark.Value, intent.ReferencePrice, intent.LimitPrice, PolicyOf(now)?.PriceCollar ?? default),
        _ => null,
    };

    private static DenialReason? OfSize(DenialSet single, in OrderIntent intent, in RiskInputs now) => single switch
    {
        DenialSet.MaxPositions => new MaxPositions(now.OpenPositions ?? 0, LimitsOf(now)?.PositionsMax ?? 0),
        DenialSet.OrderNotionalTooLarge => new OrderNotionalTooLarge(intent.Notional, LimitsOf(now) is { } cap ? now.Governor.Lower(cap.PositionSizeCap) : default),
        DenialSet.SymbolNotionalTooLarge => new SymbolNotionalTooLarge(intent.Symbol, HeldOf(now.SymbolNotional), intent.Notional, PolicyOf(now)?.SymbolNotionalMax ?? default),
        DenialSet.TotalExposureTooLarge => new TotalExposureTooLarge(HeldOf(now.TotalNotional), intent.Notional, now.Equity.Value ?? default, PolicyOf(now) is { } exposure ? now.Governor.Lower(exposure.TotalExposureMax) : default),
        DenialSet.ExposureUnknown => new ExposureUnknown(now.OpenPositions, now.EntriesInLastMinute, now.SymbolNotional, now.TotalNotional, now.MarginInUse),
        DenialSet.LeverageTooHigh => new LeverageTooHigh(intent.Leverage, LimitsOf(now) is { } levered ? now.Governor.Lower(levered.LeverageMax) : default),
        DenialSet.LeverageInvalid => new LeverageInvalid(intent.Leverage),
        DenialSet.RiskPerTradeTooLarge => new RiskPerTradeTooLarge(intent.Notional, now.StopLoss, now.Equity.Value ?? default, LimitsOf(now)?.RiskPerTradeMax ?? default),
        DenialSet.StopLossInvalid => new StopLossInvalid(now.StopLoss),
        _ => null,
    };

    private static DenialReason? OfOrder(DenialSet single, in OrderIntent intent, in RiskInputs now) => single switch
    {
        DenialSet.ConfidenceTooLow => new ConfidenceTooLow(intent.Confidence, LimitsOf(now) is { } limits ? now.Governor.Raise(limits.ConfidenceMin) : double.NaN),
        DenialSet.ConfidenceInvalid => new ConfidenceInvalid(intent.Confidence),
        DenialSet.DuplicateOrder => new DuplicateOrder(intent.Symbol, intent.Side, now.NowUtc - now.LastEntryAtUtc, PolicyOf(now)?.DuplicateWindow ?? default),
        DenialSet.OrderRateExceeded => new OrderRateExceeded(now.EntriesInLastMinute ?? 0, PolicyOf(now)?.EntriesPerMinuteMax ?? 0),
        DenialSet.IntentTooOld => new IntentTooOld(now.NowUtc - intent.CreatedAtUtc, now.IntentAgeMax),
        DenialSet.QuantityInvalid => new QuantityInvalid(intent.Quantity),
        DenialSet.ReduceOnlyMissing => new ReduceOnlyMissing(intent.Purpose),
        DenialSet.SideInvalid => new SideInvalid(intent.Purpose, intent.Side, intent.PositionSide),
        DenialSet.IntentInvalid => new IntentInvalid(intent.Purpose, intent.Type, intent.ReduceOnly, intent.LimitPrice),
        DenialSet.ArithmeticOverflow => new ArithmeticOverflow(intent.ReferencePrice, intent.Quantity),
        _ => null,
    };

    private static DenialReason? OfAccount(DenialSet single, in OrderIntent intent, in RiskInputs now) => single switch
    {
        DenialSet.EquityUnknown => new EquityUnknown(),
        DenialSet.EquityStale => new EquityStale(now.Equity.Age(now.NowUtc), now.Equity.AgeMax),
        DenialSet.EquityNotPositive => new EquityNotPositive(now.Equity.Value ?? default),
        DenialSet.DayOpenUnknown => new DayOpenUnknown(now.DayOpenEquity),
        DenialSet.DailyLossLimit => new DailyLossLimit(now.Equity.Value ?? default, now.DayOpenEquity ?? default, LimitsOf(now)?.DailyDrawdownMax ?? default),
        DenialSet.DrawdownUnconfirmed => new DrawdownUnconfirmed(now.Drawdown),
        DenialSet.DrawdownLimit => new DrawdownLimit(PolicyOf(now)?.DrawdownLimit),
        DenialSet.SymbolBlocked => new SymbolBlocked(intent.Symbol),
        DenialSet.JournalUnavailable => new JournalUnavailable(),
        DenialSet.Standby => new Standby(),
        DenialSet.RedisUnavailable => new RedisUnavailable(now.Storage.Cause),
        DenialSet.BacklogTooLarge => new BacklogTooLarge(now.Storage.Backlog, now.Storage.BacklogMax),
        _ => null,
    };

    private static TradingPolicy? PolicyOf(in RiskInputs now) => now.Policy.Policy;

    private static RiskModeLimits? LimitsOf(in RiskInputs now) =>
        PolicyOf(now) is { Modes: { } modes } policy && modes.TryGetValue(policy.ActiveMode, out var limits) ? limits : null;

    private static Usd HeldOf(Usd? notional) => notional?.Abs() ?? default;

    private static TimeSpan TighterAgeMax(in RiskInputs now) =>
        PolicyOf(now)?.DataAgeMax is { } ageMax && ageMax < now.Mark.AgeMax ? ageMax : now.Mark.AgeMax;
}
