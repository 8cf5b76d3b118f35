namespace QuantumTrader.Domain.Risk;

/// <summary>Which of the two limits was reached.</summary>
public enum DrawdownLimitKind
{
    /// <summary>From the peak, which a reset may rebase.</summary>
    Peak,

    /// <summary>From the highest equity ever, which no reset lowers.</summary>
    AllTime,
}
