namespace QuantumTrader.FakeVenue;

/// <summary>Which price triggers a conditional order.</summary>
public enum WorkingType
{
    ContractPrice,
    MarkPrice,
}
