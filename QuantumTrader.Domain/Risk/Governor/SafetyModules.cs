namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>The names of the modules, and the denial that each speaks through.</summary>
public static class SafetyModules
{
    /// <summary>Every seat, by priority.</summary>
    public static IReadOnlyList<SafetyModule> All { get; } = Enum.GetValues<SafetyModule>();

    /// <summary>For screens and messages.</summary>
    public static string NameOf(SafetyModule module) => module switch
    {
        SafetyModule.ReEntry => "Re-Entry",
        SafetyModule.SelfHealing => "Self-Healing",
        SafetyModule.RiskGuard => "Risk Guard",
        SafetyModule.ActiveSlots => "Active Slots",
        SafetyModule.HedgeFundOs => "AI-HFOS",
        SafetyModule.PortfolioBalancer => "Portfolio Balancer",
        SafetyModule.ProfitAmplification => "Profit Amplification",
        _ => throw new ArgumentOutOfRangeException(nameof(module), module, "Not a module."),
    };

    /// <summary>What a module's "no" is called at the gate. Seats without a module are never asked; should one answer, it cannot be one of ours.</summary>
    internal static DenialSet DenialOf(SafetyModule module) => module switch
    {
        SafetyModule.SelfHealing => DenialSet.SelfHealingDenied,
        SafetyModule.RiskGuard => DenialSet.RiskGuardDenied,
        SafetyModule.ActiveSlots => DenialSet.ActiveSlotsFull,
        SafetyModule.HedgeFundOs => DenialSet.HedgeFundOsDenied,
        _ => DenialSet.DirectiveFailed,
    };
}
