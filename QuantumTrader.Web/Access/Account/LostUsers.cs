using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>
/// Whether nobody is set up because the users were lost: the journal has anchors of an audit trail that the console database does not
/// hold. That is no first start, whatever it looks like. Told until the app ends, also once somebody is set up anew.
/// </summary>
public sealed class LostUsers(IUserDirectory users, AuditVerifier verifier, AuditBacklog backlog, RandomIds ids, TimeProvider time, ILogger<LostUsers> log)
{
    /// <summary>How it stands in the audit trail that begins anew.</summary>
    public const string RecordName = "users.lost";

    /// <summary>What to do about it.</summary>
    public const string Remedy = "End the app and bring the console database back from a backup (console.db with its -wal and -shm). Set up anew only when there is none: whoever does it gets every role, and users, API keys and audit trail of before stay lost.";

    private volatile string? _cause;

    /// <summary>Null while none were lost, as far as is known.</summary>
    public string? Cause => _cause;

    /// <summary>Asked once, at the start, when the engine listens.</summary>
    public async Task CheckAsync(CancellationToken stopping)
    {
        try
        {
            if (!await users.IsEmptyAsync(stopping) || await verifier.VerifyAsync(stopping) is not { Fault: { } fault })
            {
                return;
            }

            _cause = $"When the app started nobody was set up, but there had been users: {fault}.";
        }
        catch (Exception e) when (e is ConsoleUnavailableException or AuditUnavailableException)
        {
            log.LostUsersUnknown(e.Message);
            return;
        }

        log.UsersLost(_cause, Remedy);
        backlog.Add(new(ids.Next(), time.GetUtcNow(), "app", CallerKind.Host.ToString(), RecordName, AuditResult.Failed) { Detail = _cause });
    }
}
