namespace QuantumTrader.Domain.Units;

/// <summary>The venue's leg: Both in one-way mode, Long or Short in hedge mode.</summary>
public enum PositionSide
{
    Both,
    Long,
    Short,
}
