namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>What a change does to what is allowed.</summary>
public enum PolicyStep
{
    Same,

    /// <summary>Less is allowed, and nothing more.</summary>
    Tighter,

    /// <summary>More is allowed in some respect.</summary>
    Looser,
}
