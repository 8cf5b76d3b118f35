namespace QuantumTrader.Domain.Units;

public enum OrderSide
{
    Buy,
    Sell,
}
