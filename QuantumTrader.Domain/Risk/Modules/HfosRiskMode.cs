namespace QuantumTrader.Domain.Risk.Modules;

/// <summary>The risk modes of <see cref="HedgeFundOs"/>. Ordered: higher is tighter.</summary>
public enum HfosRiskMode
{
    Aggressive,
    Normal,
    Safe,
    Critical,
}
