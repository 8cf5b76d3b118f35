namespace QuantumTrader.Domain.Events;

public enum JournalState
{
    Ok,

    /// <summary>The disk refuses writes: nothing new is durable, entries are denied, closing goes on.</summary>
    Failing,

    /// <summary>The disk does not answer: nothing new is durable, entries are denied, the emergency stop goes on.</summary>
    Stalled,
}
