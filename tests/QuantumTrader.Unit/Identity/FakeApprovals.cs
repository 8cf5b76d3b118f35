using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Unit.Identity;

/// <summary>Approvals that answer what the test says, and write down what was asked.</summary>
internal sealed class FakeApprovals : IApprovals
{
    public List<string> Calls { get; } = [];
    public string? RedeemAnswer { get; set; }
    public Exception? Failure { get; set; }
    public List<ApprovalFacts> Known { get; } = [];

    public Task<ApprovalFacts> RequestAsync(Caller by, AccessAction action, string summary, CancellationToken stopping)
    {
        Calls.Add($"request {action} {summary}");
        return Task.FromResult(new ApprovalFacts(new Guid(1, 0, 0, new byte[8]), action, summary, by.UserId!.Value, by.Name, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, ApprovalState.Open));
    }

    public Task<string?> DecideAsync(Guid id, Caller by, bool isApproved, string note, CancellationToken stopping)
    {
        Calls.Add($"decide {isApproved}");
        return Task.FromResult((string?)null);
    }

    public Task<string?> WithdrawAsync(Guid id, Caller by, CancellationToken stopping)
    {
        Calls.Add($"withdraw {id} {by.UserId}");
        return Task.FromResult(RedeemAnswer);
    }

    public Task<string?> RedeemAsync(Guid id, Caller by, AccessAction action, string summary, CancellationToken stopping)
    {
        Calls.Add($"redeem {id} {by.UserId} {action} {summary}");
        return Failure is null ? Task.FromResult(RedeemAnswer) : Task.FromException<string?>(Failure);
    }

    public Task<IReadOnlyList<ApprovalFacts>> ListAsync(int countMax, CancellationToken stopping) => Task.FromResult<IReadOnlyList<ApprovalFacts>>([.. Known.Take(countMax)]);
}
