using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>Ending sessions of the own account, and of no other.</summary>
internal sealed class OwnSessions(IAccessGate gate, ISessions sessions)
{
    private const string Others = "others";

    /// <param name="which">A session's id, or <c>others</c> for all but the caller's.</param>
    /// <returns>Null when done; else why not.</returns>
    public async Task<string?> EndAsync(Caller caller, string which, CancellationToken stopping)
    {
        var answer = await gate.RunAsync<string?>(caller, AccessAction.ManageOwnAccount, new($"own session: {PlainText.Of(which)}"), async () =>
        {
            var refusal = await TryAsync(caller, which, stopping);
            return new(refusal, refusal is null ? AuditResult.Done : AuditResult.Refused, refusal);
        }, stopping);
        return answer switch
        {
            Guarded<string?>.Done done => done.Value,
            Guarded<string?>.Refused refused => refused.Refusal.Why,
            _ => throw new InvalidOperationException("The gate gave no answer."),
        };
    }

    private async Task<string?> TryAsync(Caller caller, string which, CancellationToken stopping)
    {
        try
        {
            var user = caller.UserId!.Value;
            if (which == Others)
            {
                await sessions.EndAllAsync(user, caller.SessionId, stopping);
                return null;
            }

            var own = await sessions.ListAsync(user, stopping);
            if (!Guid.TryParse(which, out var id) || own.All(s => s.Id != id))
            {
                return "There is no such session of yours; perhaps it is over already.";
            }

            await sessions.EndAsync(id, stopping);
            return null;
        }
        catch (ConsoleUnavailableException e)
        {
            return $"The sessions cannot be reached now: {e.Message}";
        }
    }
}
