namespace QuantumTrader.Domain.Events;

/// <summary>The append-only truth. One writer per data directory.</summary>
public interface IEventJournal
{
    JournalHealth Health { get; }

    /// <summary>
    /// Gives the event its sequence at once and in call order; the task ends when the line is fsynced.
    /// It throws <see cref="JournalUnavailableException"/> when the line could not be made durable.
    /// </summary>
    ValueTask<long> AppendAsync(DomainEvent e);

    /// <summary>Durable events with a sequence above <paramref name="afterSequence"/>, in order.</summary>
    IEnumerable<JournaledEvent> ReadAfter(long afterSequence);
}
