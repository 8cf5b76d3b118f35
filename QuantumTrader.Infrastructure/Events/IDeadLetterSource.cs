namespace QuantumTrader.Infrastructure.Events;

/// <summary>A part that reads the journal for itself; what it cannot handle is listed with the letters of all others.</summary>
public interface IDeadLetterSource
{
    JournalSubscriber Subscriber { get; }
}
