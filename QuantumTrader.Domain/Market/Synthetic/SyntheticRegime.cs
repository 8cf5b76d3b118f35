namespace QuantumTrader.Domain.Market.Synthetic;

/// <summary>What the whole synthetic market is doing.</summary>
public enum SyntheticRegime
{
    Calm,
    TrendUp,
    TrendDown,
    Range,
    Turbulent,
}
