using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <content>The words behind the bits of the account and of the modules above the gate.</content>
public static partial class RiskGate
{
    private static DenialReason? OfMargin(DenialSet single, in OrderIntent intent, in RiskInputs now) => single switch
    {
        DenialSet.SelfTrade => new SelfTrade(intent.Symbol, intent.Side, intent.LimitPrice, now.Opposing),
        DenialSet.RepeatedExecution => new RepeatedExecution(intent.Symbol, intent.Side, now.Throttle, PolicyOf(now)?.RepeatedExecutionsMax ?? 0, PolicyOf(now)?.RepeatedExecutionWindow ?? default),
        DenialSet.ConcentrationTooLarge => new ConcentrationTooLarge(
            intent.Symbol, HeldOf(now.SymbolNotional), intent.Notional, now.Equity.Value ?? default, PolicyOf(now) is { } policy ? now.Governor.LowerConcentration(policy.ConcentrationMax) : default),
        DenialSet.MarginUseTooLarge => new MarginUseTooLarge(HeldOf(now.MarginInUse), MarginOf(intent), now.Equity.Value ?? default, PolicyOf(now)?.MarginUseMax ?? default),
        DenialSet.CapitalMaxExceeded => new CapitalMaxExceeded(HeldOf(now.MarginInUse), MarginOf(intent), now.CapitalMax),
        DenialSet.LiquidationTooNear => OfLiquidation(intent, now),
        DenialSet.LeverageNotVerified => new LeverageNotVerified(intent.Symbol, intent.Leverage, now.VenueLeverage),
        DenialSet.MarkMovedTooFar => new MarkMovedTooFar(intent.Symbol, now.Range, PolicyOf(now)?.WindowCollarSpan ?? default, PolicyOf(now)?.WindowCollar ?? default),
        _ => null,
    };

    private static LiquidationTooNear OfLiquidation(in OrderIntent intent, in RiskInputs now)
    {
        Fraction? alone = intent.Leverage.Value > 0m ? new Fraction(1m / intent.Leverage.Value) : null;
        var after = HeldOf(now.TotalNotional) + intent.Notional;
        var demanded = now.MaintenanceHeld?.Abs() + (intent.Notional * now.MaintenanceMargin);
        var share = now.MaintenanceMargin.Value is > 0m and < 1m ? now.MaintenanceMargin : (Fraction?)null;
        return new(alone - share, (now.Equity.Value - demanded)?.ShareOf(after), share is not null && demanded is not null, PolicyOf(now) is { } policy ? LiquidationDistanceMin(policy, now) : default);
    }

    private static Usd MarginOf(in OrderIntent intent) => intent.Leverage.Value > 0m ? intent.Notional / intent.Leverage : intent.Notional;

    private static DenialReason? OfGovernor(DenialSet single, in OrderIntent intent, in RiskInputs now) => single switch
    {
        DenialSet.DirectiveMissing => new DirectiveMissing(SeatsThat(now, SeatState.Missing)),
        DenialSet.DirectiveStale => new DirectiveStale(SeatsThat(now, SeatState.Stale)),
        DenialSet.DirectiveFailed => new DirectiveFailed(SeatsThat(now, SeatState.Failed)),
        DenialSet.SelfHealingDenied => new SelfHealingDenied(WhyOf(now, SafetyModule.SelfHealing)),
        DenialSet.RiskGuardDenied => new RiskGuardDenied(WhyOf(now, SafetyModule.RiskGuard)),
        DenialSet.ActiveSlotsFull => new ActiveSlotsFull(now.OpenPositions, WhyOf(now, SafetyModule.ActiveSlots)),
        DenialSet.CorrelationTooHigh => new CorrelationTooHigh(intent.Symbol, now.Correlation.With, now.Correlation.IsKnown ? now.Correlation.Highest : null, now.Governor.CorrelationMax ?? 1.0),
        DenialSet.HedgeFundOsDenied => new HedgeFundOsDenied(now.OpenPositions, WhyOf(now, SafetyModule.HedgeFundOs)),
        _ => null,
    };

    private static string SeatsThat(in RiskInputs now, SeatState state)
    {
        var at = now.NowUtc;
        var seats = now.Seats?.Where(seat => seat.StateAt(at) == state).Select(seat => seat.Describe(at)).ToArray() ?? [];
        return seats.Length > 0 ? string.Join("; ", seats) : "the governor";
    }

    private static string WhyOf(in RiskInputs now, SafetyModule module) =>
        now.Seats?.FirstOrDefault(seat => seat.Module == module) is { Last: { } directive } ? directive.Why : $"{module} did not say why.";
}
