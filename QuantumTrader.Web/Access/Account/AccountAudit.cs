using System.Security.Cryptography;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access.Account;

/// <summary>
/// What happens to accounts and sessions, for the audit trail. Best effort: a sign-in does not fail because it cannot be recorded,
/// since whoever signs in may have to stop. Refusals are counted together, so that guessing cannot fill the trail.
/// </summary>
internal sealed class AccountAudit(IAuditLog audit, RefusalDigest refusals, TimeProvider time, ILogger<AccountAudit> log)
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);
    private const int IdBytes = 16;

    public Task StartedAsync(Guid userId, string name, string? address, bool byTotp) =>
        WriteAsync("session.started", AuditResult.Done, CallerKind.Person, name, userId, address, byTotp ? "with a second factor" : "with a password");

    public Task EndedAsync(Caller caller, string why) => WriteAsync("session.ended", AuditResult.Done, caller.Kind, caller.Name, caller.UserId, caller.Address, why);

    /// <param name="name">As it was typed; nobody has proved to be that.</param>
    public async Task RefusedAsync(string name, string? address, string why)
    {
        if (refusals.Count(name, address) is { } others)
        {
            await WriteAsync("session.refused", AuditResult.Refused, CallerKind.Anonymous, name, null, address, others == 0 ? why : $"{why} ({others} more since the last record)");
        }
    }

    public Task DidAsync(string action, Guid? userId, string name, string? address, string? detail = null) =>
        WriteAsync(action, AuditResult.Done, CallerKind.Person, name, userId, address, detail);

    private async Task WriteAsync(string action, AuditResult result, CallerKind kind, string name, Guid? userId, string? address, string? detail)
    {
        var entry = new AuditEntry(new Guid(RandomNumberGenerator.GetBytes(IdBytes)), time.GetUtcNow(), PlainText.Of(name), kind.ToString(), action, result)
        {
            UserId = userId,
            From = address,
            Detail = detail,
        };
        try
        {
            await audit.AppendAsync(entry, CancellationToken.None).WaitAsync(WaitMax, time);
        }
        catch (Exception e) when (e is AuditUnavailableException or TimeoutException)
        {
            log.NotRecorded(action, e.Message);
        }
    }
}
