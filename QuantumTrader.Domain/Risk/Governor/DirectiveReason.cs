namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>Why a module said what it said. Shown as UPPER_SNAKE_CASE; the numbers are in the <see cref="Directive"/>.</summary>
public enum DirectiveReason
{
    /// <summary>Nothing speaks against new trades.</summary>
    AllowAll,

    /// <summary>What the module decides on could not be read.</summary>
    FactsMissing,

    PolicyMissing,
    EmergencyStop,

    /// <summary>Trading comes back in stages after a reset.</summary>
    ReEntryStage,

    SelfHealingEmergencyShutdown,
    SelfHealingDefensiveExit,
    SelfHealingNoNewTrades,
    SelfHealingSafeRiskProfile,

    RiskManagerEmergencyBrake,
    RiskManagerDrawdownLimit,
    RiskManagerDrawdownNear,
    RiskManagerLosingStreak,

    SlotsBase,
    SlotsTrendStrong,
    SlotsRange,
    SlotsVolatilitySpike,

    HfosDisallowNewTrades,
    HfosReduceGlobalRisk,
    HfosNormal,
    HfosAggressive,
}
