namespace QuantumTrader.Domain.Policy;

/// <summary>Ordered: a higher value is tighter.</summary>
public enum TradingMode
{
    Active,
    ReduceOnly,
    Halted,
}
