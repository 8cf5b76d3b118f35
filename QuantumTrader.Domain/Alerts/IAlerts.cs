namespace QuantumTrader.Domain.Alerts;

/// <summary>
/// Where the parts of the program say what people must know. For any thread, the engine's too: it never throws, never waits for disk,
/// database or network, and is bounded. What is told here is kept, shown and sent out later by others.
/// </summary>
public interface IAlerts
{
    /// <summary>Opens an alert, or adds to the one that is open for the same code and key.</summary>
    void Raise(AlertReport report);

    /// <summary>The state is over; nothing when no such alert is open.</summary>
    void Resolve(AlertKind kind, string key, DateTimeOffset atUtc);
}
