namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// Who has to have had every line before a segment may go, and how far each is. Durable: a consumer that was registered once holds
/// segments also while it is not running, until it is removed.
/// </summary>
public interface IJournalConsumers
{
    /// <summary>Registers the consumer unless it is; returns up to where it has confirmed, 0 at first.</summary>
    long Register(string name);

    /// <summary>Everything up to here was handled. Never goes back; durable before it counts, and then at the latest 1 s later.</summary>
    void Confirm(string name, long sequence);

    /// <summary>The consumer is gone for good.</summary>
    void Remove(string name);

    IReadOnlyDictionary<string, long> All { get; }
}
