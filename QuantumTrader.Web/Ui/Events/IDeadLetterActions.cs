using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Ui.Events;

/// <summary>The dead letters, for people who may.</summary>
public interface IDeadLetterActions
{
    /// <summary>Safety events first; bounded. Answers at once. Throws when they cannot be read: that is never an empty list.</summary>
    IReadOnlyList<DeadLetterRow> List();

    /// <summary>Offers one event to its subscriber again; <paramref name="number"/> names it there.</summary>
    Task<Guarded<DeadLetterRetry>> RetryAsync(Caller caller, string subscriber, long number, CancellationToken stopping);

    /// <summary>Offers all of them again, each subscriber's in order.</summary>
    Task<Guarded<DeadLetterRetry>> RetryAllAsync(Caller caller, CancellationToken stopping);
}
