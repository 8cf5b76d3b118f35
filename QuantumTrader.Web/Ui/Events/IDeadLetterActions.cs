namespace QuantumTrader.Web.Ui.Events;

/// <summary>The dead letters, for people.</summary>
public interface IDeadLetterActions
{
    /// <summary>Newest first; bounded. Answers at once. Throws when they cannot be read: that is never an empty list.</summary>
    IReadOnlyList<DeadLetterRow> List();

    /// <summary>Offers one event to its subscriber again, which takes it at most once for good.</summary>
    Task<DeadLetterReceipt> RetryAsync(string subscriber, long sequence, CancellationToken stopping);

    /// <summary>Offers all of them again, oldest first.</summary>
    Task<DeadLetterReceipt> RetryAllAsync(CancellationToken stopping);
}
