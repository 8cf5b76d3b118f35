namespace QuantumTrader.FakeVenue;

/// <summary>Nobody listens.</summary>
public sealed class NoVenueEvents : IVenueEvents
{
    public void OnUserEvent(string accountId, string name, byte[] json)
    {
    }

    public void OnForceOrder(string symbol, byte[] json)
    {
    }

    public void OnTrade(string symbol, decimal price, decimal quantity, bool buyerIsMaker, long atMs)
    {
    }

    public void OnStatus(string symbol, string status)
    {
    }
}
