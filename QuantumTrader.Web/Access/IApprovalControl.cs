using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>Requests to a second person.</summary>
public interface IApprovalControl
{
    /// <summary>Whether this action is set to need a second person.</summary>
    bool IsNeededFor(AccessAction action);

    /// <summary>Allowed to whoever may do the action itself. The summary is what the second person sees and approves.</summary>
    Task<Guarded<ApprovalFacts>> RequestAsync(Caller caller, AccessAction action, string summary, string reason, CancellationToken stopping);

    /// <summary>Null when it was done; else why not.</summary>
    Task<Guarded<string?>> DecideAsync(Caller caller, Guid id, bool isApproved, string note, CancellationToken stopping);

    /// <summary>Takes back the own request, decided or not. Null when it was done; else why not.</summary>
    Task<Guarded<string?>> WithdrawAsync(Caller caller, Guid id, string reason, CancellationToken stopping);

    /// <summary>For whoever may decide, and for people who asked.</summary>
    Task<Guarded<IReadOnlyList<ApprovalFacts>>> ListAsync(Caller caller, CancellationToken stopping);
}
