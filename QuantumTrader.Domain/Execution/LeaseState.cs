namespace QuantumTrader.Domain.Execution;

/// <summary>What this process can say about its right to trade the account.</summary>
public enum LeaseState
{
    /// <summary>
    /// Nobody answers, so nothing is proved: no entries and no cancels; reduce-only exits of the own trades, protective stops
    /// and the emergency stop go on, because nobody else can have been given the lease by a store that is away, and a
    /// reduce-only order cannot add risk even when somebody was. Also the safe default.
    /// </summary>
    Unproven,

    /// <summary>Another process holds it, or may still act on it: only closes of an emergency run that began here, and a stop for a naked position.</summary>
    Lost,

    /// <summary>Held, by a clock that only goes forward, for at least <see cref="ILease.Left"/>.</summary>
    Held,
}
