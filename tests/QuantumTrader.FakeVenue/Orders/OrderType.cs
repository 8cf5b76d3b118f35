namespace QuantumTrader.FakeVenue;

/// <summary>Limit and Market are orders; the rest are conditional and live on the algo endpoints.</summary>
public enum OrderType
{
    Limit,
    Market,
    Stop,
    StopMarket,
    TakeProfit,
    TakeProfitMarket,
    TrailingStopMarket,
}
