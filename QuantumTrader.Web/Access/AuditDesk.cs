using System.Runtime.CompilerServices;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access;

/// <summary>The audit trail behind the gate.</summary>
public sealed class AuditDesk(IAccessGate gate, RecordedDeeds deeds, RefusalRecords refusals, IAuditLog audit, AuditVerifier verifier) : IAuditDesk
{
    /// <summary>How the export stands in the trail.</summary>
    public const string ExportName = "audit.export";

    public async Task<Guarded<IReadOnlyList<AuditRecord>>> ReadAsync(Caller caller, long? beforeSeq, int countMax, CancellationToken stopping) =>
        gate.Refusal(caller, AccessAction.SeeAudit) is { } refusal
            ? new Guarded<IReadOnlyList<AuditRecord>>.Refused(refusal)
            : new Guarded<IReadOnlyList<AuditRecord>>.Done(await audit.ReadAsync(beforeSeq, countMax, stopping));

    public async Task<Guarded<AuditVerdict>> VerifyAsync(Caller caller, CancellationToken stopping) =>
        gate.Refusal(caller, AccessAction.SeeAudit) is { } refusal
            ? new Guarded<AuditVerdict>.Refused(refusal)
            : new Guarded<AuditVerdict>.Done(await verifier.VerifyAsync(stopping));

    public async Task<Guarded<IAsyncEnumerable<string>>> ExportAsync(Caller caller, CancellationToken stopping)
    {
        var note = new ActionNote("audit trail");
        if (gate.Refusal(caller, AccessAction.SeeAudit) is { } refusal)
        {
            refusals.Add(caller, ExportName, refusal, note);
            return new Guarded<IAsyncEnumerable<string>>.Refused(refusal);
        }

        return await deeds.RunAsync(caller, ExportName, note, static () => Task.FromResult<AccessRefusal?>(null), () =>
            Task.FromResult(new ActionEnd<IAsyncEnumerable<string>>(LinesAsync(stopping), AuditResult.Done, "handed out")), stopping);
    }

    private async IAsyncEnumerable<string> LinesAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var record in audit.ReadAllAsync(stopping))
        {
            yield return AuditJson.LineOf(record);
        }
    }
}
