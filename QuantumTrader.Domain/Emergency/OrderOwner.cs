namespace QuantumTrader.Domain.Emergency;

/// <summary>Who opened a position or placed an order.</summary>
public enum OrderOwner
{
    Ours,

    /// <summary>Placed by hand at the venue, or by another program.</summary>
    Stranger,
}
