namespace QuantumTrader.Domain.Risk;

/// <summary>What the drawdown monitor knows. Only Normal lets new risk be taken.</summary>
public enum DrawdownStatus
{
    /// <summary>Equity was never read, or could not be read just now.</summary>
    Unknown,

    Normal,

    /// <summary>One reading was at the limit; the next decides.</summary>
    Suspected,

    /// <summary>Tripped; stays until the operator's reset rebases or keeps the peak.</summary>
    Breached,
}
