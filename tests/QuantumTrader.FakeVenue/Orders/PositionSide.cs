namespace QuantumTrader.FakeVenue;

/// <summary>Both in one-way mode, Long or Short in hedge mode.</summary>
public enum PositionSide
{
    Both,
    Long,
    Short,
}
