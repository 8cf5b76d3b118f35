using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Web.Ui.Events;

/// <summary>The dead letters, for people.</summary>
public interface IDeadLetterActions
{
    /// <summary>Safety events first; bounded. Answers at once. Throws when they cannot be read: that is never an empty list.</summary>
    IReadOnlyList<DeadLetterRow> List();

    /// <summary>Offers one event to its subscriber again; <paramref name="number"/> names it there.</summary>
    Task<DeadLetterRetry> RetryAsync(string subscriber, long number, CancellationToken stopping);

    /// <summary>Offers all of them again, each subscriber's in order.</summary>
    Task<DeadLetterRetry> RetryAllAsync(CancellationToken stopping);
}
