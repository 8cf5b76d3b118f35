namespace QuantumTrader.FakeVenue;

/// <summary>Which fields an order's answer has.</summary>
public enum OrderView
{
    /// <summary>Queries: with the time it came.</summary>
    LookedUp,

    /// <summary>Placed or cancelled.</summary>
    Changed,

    /// <summary>Price or quantity changed.</summary>
    Modified,
}
