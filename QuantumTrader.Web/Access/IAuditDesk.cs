using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access;

/// <summary>The audit trail, for whoever may see it.</summary>
public interface IAuditDesk
{
    Task<Guarded<IReadOnlyList<AuditRecord>>> ReadAsync(Caller caller, long? beforeSeq, int countMax, CancellationToken stopping);

    /// <summary>Checks the whole chain and its anchors in the journal.</summary>
    Task<Guarded<AuditVerdict>> VerifyAsync(Caller caller, CancellationToken stopping);

    /// <summary>All of it, oldest first, as lines of JSON; leaves a record itself.</summary>
    Task<Guarded<IAsyncEnumerable<string>>> ExportAsync(Caller caller, CancellationToken stopping);
}
