namespace QuantumTrader.Domain.Policy;

/// <summary>The operator's appetite. Stored and shown as AGGRESSIVE_SMALL_ACCOUNT, NORMAL, DEFENSIVE.</summary>
public enum RiskMode
{
    Normal,
    Defensive,
    AggressiveSmallAccount,
}
