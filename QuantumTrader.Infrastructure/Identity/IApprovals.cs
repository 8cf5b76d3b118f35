using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Approval by a second person. Who may decide is asked above; that nobody decides the own request is held here.</summary>
public interface IApprovals
{
    Task<ApprovalFacts> RequestAsync(Caller by, AccessAction action, string summary, CancellationToken stopping);

    /// <summary>Null when it was done; else why not: own request, decided already, expired, unknown.</summary>
    Task<string?> DecideAsync(Guid id, Caller by, bool isApproved, string note, CancellationToken stopping);

    /// <summary>Takes it back, approved or not yet decided. Null when it was done; else why not: another's request, over already, unknown.</summary>
    Task<string?> WithdrawAsync(Guid id, Caller by, CancellationToken stopping);

    /// <summary>Uses it up; null when it was good: approved, in time, by somebody else, for this action, summary and person.</summary>
    Task<string?> RedeemAsync(Guid id, Caller by, AccessAction action, string summary, CancellationToken stopping);

    /// <summary>Open ones first, then the newest.</summary>
    Task<IReadOnlyList<ApprovalFacts>> ListAsync(int countMax, CancellationToken stopping);
}
