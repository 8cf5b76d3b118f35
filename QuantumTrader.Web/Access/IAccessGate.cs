using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>Every privileged action goes through here: allowed by the matrix, approved where set, recorded before and after.</summary>
public interface IAccessGate
{
    /// <summary>Null when the caller may; asks nothing but the matrix, and records nothing: for what only looks, and for controls.</summary>
    AccessRefusal? Refusal(Caller caller, AccessAction action);

    /// <summary>
    /// Refused unless the matrix allows it, the second person (where one is set) approved exactly this, and the audit trail took the
    /// record that begins it; then does it and records how it ended. A record of the end that cannot be written is retried until it
    /// is, and does not undo what was done. An action that goes first (a stop) is done at once and recorded afterwards.
    /// </summary>
    Task<Guarded<T>> RunAsync<T>(Caller caller, AccessAction action, ActionNote note, Func<Task<ActionEnd<T>>> deed, CancellationToken stopping);
}
