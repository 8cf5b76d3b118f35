namespace QuantumTrader.FakeVenue;

/// <summary>Who made an order.</summary>
public enum OrderOrigin
{
    Client,
    Algo,
    Liquidation,
    Deleveraging,
    Settlement,
}
