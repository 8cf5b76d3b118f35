namespace QuantumTrader.FakeVenue;

/// <summary>One fill. The id counts per symbol; the commission is what was paid, positive, in USDT or in BNB.</summary>
public sealed record VenueTrade(
    long Id, VenueOrder Order, decimal Price, decimal Quantity, decimal Realised, decimal Commission, string CommissionAsset, bool Maker, long TimeMs)
{
    public string Symbol => Order.Symbol;

    public decimal Quote => Price * Quantity;
}
