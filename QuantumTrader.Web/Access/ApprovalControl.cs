using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>Requests to a second person, behind the gate.</summary>
public sealed class ApprovalControl(AccessGate gate, RecordedDeeds deeds, RefusalRecords refusals, IApprovals approvals) : IApprovalControl
{
    /// <summary>How the request stands in the audit trail.</summary>
    public const string RequestName = "approval.request";

    private const int ListMax = 1000;

    public bool IsNeededFor(AccessAction action) => gate.IsSecondPersonNeeded(action);

    public async Task<Guarded<ApprovalFacts>> RequestAsync(Caller caller, AccessAction action, string summary, string reason, CancellationToken stopping)
    {
        var note = new ActionNote(ActionMatrix.Of(action).Name, reason) { After = summary };
        if (gate.Refusal(caller, action) is { } refusal)
        {
            refusals.Add(caller, RequestName, refusal, note);
            return new Guarded<ApprovalFacts>.Refused(refusal);
        }

        return await deeds.RunAsync(caller, RequestName, note, static () => Task.FromResult<AccessRefusal?>(null), async () =>
            new ActionEnd<ApprovalFacts>(await approvals.RequestAsync(caller, action, summary, CancellationToken.None), AuditResult.Done), stopping);
    }

    public Task<Guarded<string?>> DecideAsync(Caller caller, Guid id, bool isApproved, string note, CancellationToken stopping) =>
        gate.RunAsync(caller, AccessAction.DecideApproval, new ActionNote($"approval {id}", note) { After = isApproved ? "approved" : "rejected" }, async () =>
        {
            var asked = (await approvals.ListAsync(ListMax, CancellationToken.None)).FirstOrDefault(a => a.Id == id);
            var why = asked is null ? "There is no such request."
                : gate.Refusal(caller, asked.Action) is { } refusal ? refusal.Why
                : await approvals.DecideAsync(id, caller, isApproved, note, CancellationToken.None);
            return new ActionEnd<string?>(why, why is null ? AuditResult.Done : AuditResult.Refused, why)
            {
                After = asked is null ? null : $"{(isApproved ? "approved" : "rejected")}: {asked.Summary}, asked for by {asked.RequestedBy}",
            };
        }, stopping);

    public Task<Guarded<string?>> WithdrawAsync(Caller caller, Guid id, string reason, CancellationToken stopping) =>
        gate.RunAsync(caller, AccessAction.WithdrawApproval, new ActionNote($"approval {id}", reason) { After = "withdrawn" }, async () =>
        {
            var why = await approvals.WithdrawAsync(id, caller, CancellationToken.None);
            return new ActionEnd<string?>(why, why is null ? AuditResult.Done : AuditResult.Refused, why);
        }, stopping);

    public async Task<Guarded<IReadOnlyList<ApprovalFacts>>> ListAsync(Caller caller, CancellationToken stopping)
    {
        if (gate.Refusal(caller, AccessAction.SeeTrading) is { } refusal)
        {
            return new Guarded<IReadOnlyList<ApprovalFacts>>.Refused(refusal);
        }

        var all = await approvals.ListAsync(ListMax, stopping);
        return new Guarded<IReadOnlyList<ApprovalFacts>>.Done(MayDecide(caller) ? all : [.. all.Where(a => a.RequestedById == caller.UserId)]);
    }

    // To look at what waits takes no fresh sign-in; to decide does.
    private bool MayDecide(Caller caller) => gate.Refusal(caller, AccessAction.DecideApproval) is null or { Code: AccessRefusal.StepUpNeededCode };
}
