using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Ui.Shared;

/// <summary>Requests to a second person, which a test decides.</summary>
internal sealed class FakeApprovals(TimeProvider time) : IApprovalControl
{
    public HashSet<AccessAction> Needed { get; } = [];
    public List<ApprovalFacts> All { get; } = [];
    public List<(Guid Id, bool IsApproved, string Note)> Decisions { get; } = [];
    public List<(Guid Id, string Reason)> Withdrawals { get; } = [];
    public Exception? Failure { get; set; }

    public bool IsNeededFor(AccessAction action) => Needed.Contains(action);

    public Task<Guarded<ApprovalFacts>> RequestAsync(Caller caller, AccessAction action, string summary, string reason, CancellationToken stopping)
    {
        if (RefusalOf(caller, action) is { } refusal)
        {
            return Task.FromResult<Guarded<ApprovalFacts>>(new Guarded<ApprovalFacts>.Refused(refusal));
        }

        var asked = new ApprovalFacts(new Guid(All.Count + 1, 7, 0, new byte[8]), action, summary, caller.UserId!.Value, caller.Name, time.GetUtcNow(), time.GetUtcNow().AddMinutes(15), ApprovalState.Open);
        All.Add(asked);
        return Task.FromResult<Guarded<ApprovalFacts>>(new Guarded<ApprovalFacts>.Done(asked));
    }

    public Task<Guarded<string?>> DecideAsync(Caller caller, Guid id, bool isApproved, string note, CancellationToken stopping)
    {
        if (RefusalOf(caller, AccessAction.DecideApproval) is { } refusal)
        {
            return Task.FromResult<Guarded<string?>>(new Guarded<string?>.Refused(refusal));
        }

        Decisions.Add((id, isApproved, note));
        Decide(id, isApproved ? ApprovalState.Approved : ApprovalState.Rejected, caller.Name, note);
        return Task.FromResult<Guarded<string?>>(new Guarded<string?>.Done(null));
    }

    public Task<Guarded<string?>> WithdrawAsync(Caller caller, Guid id, string reason, CancellationToken stopping)
    {
        Withdrawals.Add((id, reason));
        All[All.FindIndex(a => a.Id == id)] = All.Single(a => a.Id == id) with { State = ApprovalState.Withdrawn };
        return Task.FromResult<Guarded<string?>>(new Guarded<string?>.Done(null));
    }

    public Task<Guarded<IReadOnlyList<ApprovalFacts>>> ListAsync(Caller caller, CancellationToken stopping) =>
        Failure is { } failure ? Task.FromException<Guarded<IReadOnlyList<ApprovalFacts>>>(failure)
        : RefusalOf(caller, AccessAction.SeeTrading) is { } refusal ? Task.FromResult<Guarded<IReadOnlyList<ApprovalFacts>>>(new Guarded<IReadOnlyList<ApprovalFacts>>.Refused(refusal))
        : Task.FromResult<Guarded<IReadOnlyList<ApprovalFacts>>>(new Guarded<IReadOnlyList<ApprovalFacts>>.Done([.. All]));

    public void Decide(Guid id, ApprovalState state, string by, string? note = null)
    {
        var index = All.FindIndex(a => a.Id == id);
        All[index] = All[index] with { State = state, DecidedBy = by, DecidedAtUtc = time.GetUtcNow(), Note = note };
    }

    private AccessRefusal? RefusalOf(Caller caller, AccessAction action) => ActionMatrix.Refusal(caller, action, time.GetUtcNow(), TimeSpan.FromMinutes(5));
}
