namespace QuantumTrader.Domain.Execution;

/// <summary>What was found that is not ours.</summary>
public enum StrangerKind
{
    Position,
    Order,
}
