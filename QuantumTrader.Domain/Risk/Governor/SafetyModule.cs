namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>Who has a word above the gate, in the order of their priority. The emergency stop stands above them all.</summary>
public enum SafetyModule
{
    /// <summary>The way back after an emergency; it only makes entries smaller.</summary>
    ReEntry,

    SelfHealing,
    RiskGuard,
    ActiveSlots,
    HedgeFundOs,

    /// <summary>A seat; nothing of the kind is installed.</summary>
    PortfolioBalancer,

    /// <summary>A seat; nothing of the kind is installed.</summary>
    ProfitAmplification,
}
