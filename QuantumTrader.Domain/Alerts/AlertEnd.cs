namespace QuantumTrader.Domain.Alerts;

/// <summary>What ends an alert.</summary>
public enum AlertEnd
{
    /// <summary>It tells of a state, and is over when the state is.</summary>
    WhenOver,

    /// <summary>It tells of something that happened, and is over when a person has acknowledged it.</summary>
    WhenAcknowledged,
}
