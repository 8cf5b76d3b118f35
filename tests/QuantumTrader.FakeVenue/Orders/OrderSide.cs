namespace QuantumTrader.FakeVenue;

public enum OrderSide
{
    Buy,
    Sell,
}
