using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk.Modules;

/// <summary>
/// Holds back after losses of the day: 0.85 of the size from 0.7 of the policy's daily limit on, half and nothing new from the limit on,
/// nothing at all from 1.6 times the limit on; 0.75 after five losing trades in a row, half and nothing new after eight. Shares are compared
/// with shares, and a gain is no loss.
/// </summary>
public sealed class RiskGuard : ISafetyModule
{
    private const int StreakLong = 8;
    private const int StreakShort = 5;
    private static readonly Fraction CriticalAt = new(1.6m);
    private static readonly Fraction NearAt = new(0.7m);

    public SafetyModule Seat => SafetyModule.RiskGuard;

    public Directive Decide(in ModuleFacts facts)
    {
        var allow = Directive.Allow(Seat, DirectiveReason.AllowAll, facts.NowUtc, facts.ValidFor);
        if (facts.Policy is not { } policy)
        {
            return Nothing(allow, DirectiveReason.PolicyMissing);
        }

        if (facts.IsEmergency)
        {
            return Nothing(allow, DirectiveReason.EmergencyStop);
        }

        if (facts.DailyLoss is not { } loss || facts.LosingStreak is not { } streak)
        {
            return Nothing(allow, DirectiveReason.FactsMissing);
        }

        var byLoss = OfLoss(allow, loss, policy.Limits.DailyDrawdownMax, facts.DayEndsUtc);
        var byStreak = OfStreak(allow, streak, facts.DayEndsUtc);
        return Tighter(byLoss, byStreak);
    }

    private static Directive OfLoss(in Directive allow, Fraction loss, Fraction max, DateTimeOffset dayEndsUtc)
    {
        var found = allow with { Measured = loss.Value, HoldsUntilUtc = dayEndsUtc };
        return loss < max * NearAt ? allow
            : loss < max ? found with { Reason = DirectiveReason.RiskManagerDrawdownNear, Limit = (max * NearAt).Value, SizeMultiplier = new(0.85m), LeverageMultiplier = new(0.85m) }
            : loss < max * CriticalAt ? found with { Reason = DirectiveReason.RiskManagerDrawdownLimit, Limit = max.Value, AllowsNewTrades = false, SizeMultiplier = new(0.5m), LeverageMultiplier = new(0.5m) }
            : Nothing(found with { Limit = (max * CriticalAt).Value }, DirectiveReason.RiskManagerEmergencyBrake);
    }

    private static Directive OfStreak(in Directive allow, int streak, DateTimeOffset dayEndsUtc)
    {
        var found = allow with { Reason = DirectiveReason.RiskManagerLosingStreak, Measured = streak, HoldsUntilUtc = dayEndsUtc };
        return streak < StreakShort ? allow
            : streak < StreakLong ? found with { Limit = StreakShort, SizeMultiplier = new(0.75m), LeverageMultiplier = new(0.75m) }
            : found with { Limit = StreakLong, AllowsNewTrades = false, SizeMultiplier = new(0.5m), LeverageMultiplier = new(0.5m) };
    }

    private static Directive Nothing(in Directive found, DirectiveReason reason) => found with
    {
        Reason = reason,
        AllowsNewTrades = false,
        SizeMultiplier = Fraction.Zero,
        LeverageMultiplier = Fraction.Zero,
    };

    private static Directive Tighter(in Directive a, in Directive b) => b.SizeMultiplier < a.SizeMultiplier || (a.AllowsNewTrades && !b.AllowsNewTrades) ? b : a;
}
