using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <content>
/// Entries: what the order would do to the account and to our other orders. Shares are compared by multiplication: a division of
/// decimals costs as much as ten of these checks.
/// </content>
public static partial class RiskGate
{
    private static DenialSet CheckSelfTrade(in OrderIntent intent, in RiskInputs now) =>
        now.Opposing is { } own && !own.MayMeet(intent.Side, intent.LimitPrice) ? DenialSet.None : DenialSet.SelfTrade;

    private static DenialSet CheckThrottle(in RiskInputs now) =>
        now.Throttle is { IsKnown: true, IsOff: false } ? DenialSet.None : DenialSet.RepeatedExecution;

    /// <summary>Those on their way count as executed: together they may not be more than one after the other.</summary>
    private static DenialSet CheckRepetition(TradingPolicy policy, in RiskInputs now) =>
        now.Throttle.Executions + now.Throttle.UnderWay < policy.RepeatedExecutionsMax ? DenialSet.None : DenialSet.RepeatedExecution;

    private static DenialSet CheckVenueLeverage(in OrderIntent intent, in RiskInputs now) =>
        now.VenueLeverage is { } there && there == intent.Leverage ? DenialSet.None : DenialSet.LeverageNotVerified;

    /// <summary>One symbol's share of the equity, this order included.</summary>
    private static DenialSet CheckConcentration(in OrderIntent intent, TradingPolicy policy, in RiskInputs now) =>
        now.SymbolNotional is not { } held || now.Equity.Value is not { } equity
        || held.Abs() + intent.Notional <= equity * now.Governor.LowerConcentration(policy.ConcentrationMax)
            ? DenialSet.None
            : DenialSet.ConcentrationTooLarge;

    private static DenialSet CheckCorrelation(in RiskInputs now) =>
        now.Governor.CorrelationMax is not { } max || (now.Correlation.IsKnown && now.Correlation.Highest <= max) ? DenialSet.None : DenialSet.CorrelationTooHigh;

    /// <summary>What is bound, and notional / leverage of this order; both sides times the leverage.</summary>
    private static DenialSet CheckMarginUse(in OrderIntent intent, TradingPolicy policy, in RiskInputs now) =>
        now.MarginInUse is not { } bound || now.Equity.Value is not { } equity
        || (bound.Abs().Value * intent.Leverage.Value) + intent.Notional.Value <= equity.Value * policy.MarginUseMax.Value * intent.Leverage.Value
            ? DenialSet.None
            : DenialSet.MarginUseTooLarge;

    /// <summary>The same against the amount that this environment may use; a leverage that is none is denied by its own check too.</summary>
    private static DenialSet CheckCapital(in OrderIntent intent, in RiskInputs now) =>
        now.MarginInUse is not { } bound || (intent.Leverage.Value > 0m && bound.Abs() + (intent.Notional / intent.Leverage) <= now.CapitalMax)
            ? DenialSet.None
            : DenialSet.CapitalMaxExceeded;

    /// <summary>
    /// Two liquidations are looked at and both must be far enough: of this order alone on its own margin, 1 / leverage away; and of the
    /// account when everything that is held falls together, equity / total away. The venue's maintenance margin comes nearer by that much. The
    /// stop must be nearer than either.
    /// </summary>
    private static DenialSet CheckLiquidation(in OrderIntent intent, TradingPolicy policy, in RiskInputs now)
    {
        if (!(now.MaintenanceMargin.Value > 0m && now.MaintenanceMargin.Value < 1m))
        {
            return DenialSet.LiquidationTooNear;
        }

        var (distance, share) = (LiquidationDistanceMin(policy, now).Value, now.MaintenanceMargin.Value);
        var alone = intent.Leverage.Value > 0m && (distance + share) * intent.Leverage.Value <= 1m;
        var together = now.TotalNotional is not { } held || now.Equity.Value is not { } equity
            || (now.MaintenanceHeld is { } demanded && ((held.Abs() + intent.Notional).Value * distance) + demanded.Abs().Value + (intent.Notional.Value * share) <= equity.Value);
        return alone && together ? DenialSet.None : DenialSet.LiquidationTooNear;
    }

    private static Fraction LiquidationDistanceMin(TradingPolicy policy, in RiskInputs now) =>
        now.StopLoss > policy.LiquidationDistanceMin ? now.StopLoss : policy.LiquidationDistanceMin;

    private static DenialSet CheckMarkRange(TradingPolicy policy, in RiskInputs now) =>
        now.Range is { IsKnown: true } range && range.Highest.Value - range.Lowest.Value <= range.Lowest.Value * policy.WindowCollar.Value
            ? DenialSet.None
            : DenialSet.MarkMovedTooFar;
}
