namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>How far the modules hold back, by the mean of the size and leverage multipliers. Ordered: higher is tighter.</summary>
public enum SafetyLevel
{
    /// <summary>Above 0.75: everything that the policy allows.</summary>
    Normal,

    /// <summary>At most 0.75: 0.85 of the exposure.</summary>
    Cautious,

    /// <summary>At most 0.5: 0.6 of the exposure.</summary>
    Defensive,

    /// <summary>0: nothing new.</summary>
    Emergency,
}
