namespace QuantumTrader.Domain.Risk.Modules;

/// <summary>The health of the whole, from the scores of its parts. Ordered: higher is worse.</summary>
public enum HfosHealth
{
    /// <summary>Mean at least 90 and no part unhealthy.</summary>
    Optimal,

    /// <summary>Mean at least 70 and at most one part unhealthy.</summary>
    Healthy,

    /// <summary>Mean at least 50.</summary>
    Degraded,

    /// <summary>Neither of the others.</summary>
    Critical,

    /// <summary>More than three parts unhealthy, or a mean below 30.</summary>
    Emergency,
}
