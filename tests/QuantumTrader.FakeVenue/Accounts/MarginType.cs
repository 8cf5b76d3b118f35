namespace QuantumTrader.FakeVenue;

public enum MarginType
{
    Crossed,
    Isolated,
}
