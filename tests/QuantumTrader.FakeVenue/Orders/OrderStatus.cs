namespace QuantumTrader.FakeVenue;

public enum OrderStatus
{
    New,
    PartiallyFilled,
    Filled,
    Canceled,
    Expired,
}
