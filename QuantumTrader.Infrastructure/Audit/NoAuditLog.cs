using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>The trail of a data directory that holds none.</summary>
internal sealed class NoAuditLog : IAuditLog
{
    public Task<AuditRecord> AppendAsync(AuditEntry entry, CancellationToken stopping) => throw new AuditUnavailableException("There is no audit trail here.");

    public Task ProbeAsync(CancellationToken stopping) => throw new AuditUnavailableException("There is no audit trail here.");

    public Task<IReadOnlyList<AuditRecord>> ReadAsync(long? beforeSeq, int countMax, CancellationToken stopping) => Task.FromResult<IReadOnlyList<AuditRecord>>([]);

    public IAsyncEnumerable<AuditRecord> ReadAllAsync(CancellationToken stopping) => AsyncEnumerable.Empty<AuditRecord>();

    public Task<AuditRecord?> HeadAsync(CancellationToken stopping) => Task.FromResult<AuditRecord?>(null);
}
