using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk.Modules;

/// <summary>
/// AI-HFOS: looks at the whole, chooses one of four risk modes and says what each means for entries. CRITICAL allows nothing new and asks for the
/// emergency stop when too much of the system is down; SAFE keeps to 0.6 of the size; AGGRESSIVE allows no more than the policy does,
/// because nothing above the gate may raise a limit.
/// </summary>
public sealed class HedgeFundOs : ISafetyModule
{
    private static readonly Fraction SafeLoss = new(0.03m);
    private static readonly Fraction AggressiveLoss = new(0.015m);

    public SafetyModule Seat => SafetyModule.HedgeFundOs;

    public Directive Decide(in ModuleFacts facts)
    {
        var scores = HfosScores.Of(facts);
        var allow = Directive.Allow(Seat, DirectiveReason.HfosNormal, facts.NowUtc, facts.ValidFor) with { Measured = scores.Mean };
        return ModeOf(facts, scores) switch
        {
            HfosRiskMode.Critical => Critical(allow) with { AsksForStop = scores.Health == HfosHealth.Emergency && !facts.IsEmergency },
            HfosRiskMode.Safe => Safe(allow),
            HfosRiskMode.Aggressive => allow with { Reason = DirectiveReason.HfosAggressive, ConcentrationMax = new(0.30m) },
            _ => allow with { ConcentrationMax = new(0.30m) },
        };
    }

    /// <summary>A loss that cannot be told is not a small one.</summary>
    public static HfosRiskMode ModeOf(in ModuleFacts facts, HfosScores scores)
    {
        if (facts.IsEmergency || facts.Policy is null || facts.DailyLoss is not { } loss || scores.Health == HfosHealth.Emergency)
        {
            return HfosRiskMode.Critical;
        }

        return !(loss <= SafeLoss) || scores.Health is not (HfosHealth.Optimal or HfosHealth.Healthy) ? HfosRiskMode.Safe
            : scores.Health == HfosHealth.Optimal && loss < AggressiveLoss && facts.OpenPositions * 10 < 8 * ActiveSlots.HardCap ? HfosRiskMode.Aggressive
            : HfosRiskMode.Normal;
    }

    private static Directive Critical(in Directive allow) => allow with
    {
        Reason = DirectiveReason.HfosDisallowNewTrades,
        AllowsNewTrades = false,
        SizeMultiplier = new(0.3m),
        ExposureMultiplier = new(0.5m),
        ConfidenceMin = 0.85,
        PositionsMax = 3,
        LeverageMax = new(5m),
        ConcentrationMax = new(0.15m),
    };

    private static Directive Safe(in Directive allow) => allow with
    {
        Reason = DirectiveReason.HfosReduceGlobalRisk,
        SizeMultiplier = new(0.6m),
        ExposureMultiplier = new(0.8m),
        ConfidenceMin = 0.75,
        PositionsMax = 5,
        LeverageMax = new(10m),
        ConcentrationMax = new(0.20m),
    };
}
