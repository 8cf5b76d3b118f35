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

    /// <summary>Equity was at the limit or below by our marks, and the venue, asked for the account, said so too.</summary>
    SecondSource,

    /// <summary>It had tripped before the process ended, and no reset of it is stored.</summary>
    Remembered,
}
