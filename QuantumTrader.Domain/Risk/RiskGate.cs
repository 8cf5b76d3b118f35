using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Domain.Risk;

/// <summary>
/// Decides whether an order may go out. Pure: the same intent and inputs give the same answer, nothing is read or kept, and
/// nothing is allocated. Every check runs, so that the operator sees all reasons. It is asked when an order is decided and
/// again on newer inputs immediately before it is sent.
/// <para>
/// Only an entry adds risk, and only entries are held to mode, policy, data and limits. What reduces a position is never
/// held back by them: it is refused only if it is malformed and might therefore increase risk after all.
/// </para>
/// </summary>
public static partial class RiskGate
{
    /// <summary>All reasons against <paramref name="intent"/>; <see cref="DenialSet.None"/> means that it may be sent.</summary>
    public static DenialSet Check(in OrderIntent intent, in RiskInputs now)
    {
        try
        {
            var denials = CheckShape(intent);
            return intent.Purpose == OrderPurpose.Entry ? denials | CheckEntry(intent, now) : denials;
        }
        catch (OverflowException)
        {
            // Decimal arithmetic throws where binary arithmetic gives infinity; numbers of that size are never an order.
            return DenialSet.ArithmeticOverflow;
        }
    }

    private static DenialSet CheckEntry(in OrderIntent intent, in RiskInputs now)
    {
        var denials = CheckMode(now);
        denials |= CheckIntentAge(intent, now);
        denials |= CheckEngine(now);
        denials |= CheckDrawdown(now);
        denials |= CheckDataAge(now);
        denials |= CheckPrices(intent, now);
        denials |= CheckLeverageRange(intent);
        denials |= CheckConfidenceRange(intent);
        denials |= CheckStopLoss(now);
        denials |= CheckExposureKnown(now);
        denials |= CheckEquity(now);
        denials |= CheckDayOpen(now);
        denials |= CheckSelfTrade(intent, now);
        denials |= CheckThrottle(now);
        denials |= CheckVenueLeverage(intent, now);
        denials |= CheckCorrelation(now);
        denials |= now.Governor.DenialsAt(now.NowUtc);
        return denials | CheckPolicy(intent, now);
    }

    private static DenialSet CheckPolicy(in OrderIntent intent, in RiskInputs now)
    {
        if (now.Policy.Policy is not { } policy)
        {
            return DenialSet.PolicyMissing;
        }

        var denials = CheckPolicyAge(now);
        denials |= CheckPermission(policy);
        denials |= CheckPolicyRanges(policy);
        if ((denials & DenialSet.PolicyInvalid) != DenialSet.None)
        {
            return denials; // Limits that make no sense are not compared with.
        }

        denials |= CheckPolicyDataAge(policy, now);
        denials |= CheckCollar(intent, policy, now);
        denials |= CheckRate(policy, now);
        denials |= CheckDuplicate(policy, now);
        denials |= CheckSymbolNotional(intent, policy, now);
        denials |= CheckTotalExposure(intent, policy, now);
        denials |= CheckRepetition(policy, now);
        denials |= CheckConcentration(intent, policy, now);
        denials |= CheckMarginUse(intent, policy, now);
        denials |= CheckCapital(intent, now);
        denials |= CheckLiquidation(intent, policy, now);
        denials |= CheckMarkRange(policy, now);
        return denials | CheckLimits(intent, policy.Limits, now);
    }
}
