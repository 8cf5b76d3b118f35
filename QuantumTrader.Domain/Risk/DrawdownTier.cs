namespace QuantumTrader.Domain.Risk;

/// <summary>How much of the nearer limit is used up. Ordered: a higher value is worse.</summary>
public enum DrawdownTier
{
    None,

    /// <summary>60 % of the way or more.</summary>
    Caution,

    /// <summary>80 % of the way or more.</summary>
    Warning,

    /// <summary>At the limit or beyond.</summary>
    Limit,
}
