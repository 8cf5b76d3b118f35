namespace QuantumTrader.Domain.Units;

/// <summary>Which way a trade earns.</summary>
public enum Direction
{
    Long,
    Short,
}
