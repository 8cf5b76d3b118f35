namespace QuantumTrader.Domain.Trades;

public enum TradeFoldOutcome
{
    /// <summary>Not an event of a trade.</summary>
    NotATrade,

    Applied,

    /// <summary>This event, or this fill, is already in the state.</summary>
    Duplicate,

    /// <summary>The pair of phase and event cannot happen: the state is unchanged and the symbol takes no entry.</summary>
    Illegal,
}
