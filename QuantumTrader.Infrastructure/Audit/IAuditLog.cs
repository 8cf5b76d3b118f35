using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>The audit trail: one chain for all instances on one console database.</summary>
public interface IAuditLog
{
    /// <summary>Durable when it returns.</summary>
    /// <exception cref="AuditUnavailableException">It could not be written, or nobody knows.</exception>
    Task<AuditRecord> AppendAsync(AuditEntry entry, CancellationToken stopping);

    /// <summary>Whether a record could be written now; writes none.</summary>
    /// <exception cref="AuditUnavailableException">It could not.</exception>
    Task ProbeAsync(CancellationToken stopping);

    /// <summary>Newest first.</summary>
    /// <param name="beforeSeq">Only older ones; null from the newest.</param>
    /// <exception cref="AuditUnavailableException">It could not be read: never an empty list.</exception>
    Task<IReadOnlyList<AuditRecord>> ReadAsync(long? beforeSeq, int countMax, CancellationToken stopping);

    /// <summary>Oldest first, all of it, as it is read.</summary>
    IAsyncEnumerable<AuditRecord> ReadAllAsync(CancellationToken stopping);

    /// <summary>Null when it is empty.</summary>
    Task<AuditRecord?> HeadAsync(CancellationToken stopping);
}
