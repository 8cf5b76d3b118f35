namespace QuantumTrader.Domain.Risk;

/// <summary>Why the drawdown monitor tripped.</summary>
public enum DrawdownCause
{
    /// <summary>Equity was at the limit or below, and a second reading agreed.</summary>
    Confirmed,

    /// <summary>One reading was at the limit, and no readable one came in time to clear it.</summary>
    Unconfirmed,

    /// <summary>Equity could not be read for too long while positions were open.</summary>
    EquityUnknown,
}
