namespace QuantumTrader.FakeVenue;

/// <summary>One fill. The id counts per symbol; the commission is what the wallet paid, positive, in USDT.</summary>
public sealed record VenueTrade(
    long Id, VenueOrder Order, decimal Price, decimal Quantity, decimal Realised, decimal Commission, bool Maker, long TimeMs)
{
    public string Symbol => Order.Symbol;

    public decimal Quote => Price * Quantity;
}
