using System.Globalization;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>What the audit trail is told, put together the same way everywhere.</summary>
public static class AuditEntries
{
    /// <param name="action">Dotted.</param>
    public static AuditEntry Of(Guid actionId, DateTimeOffset atUtc, Caller caller, string action, AuditResult result, ActionNote note) =>
        new(actionId, atUtc, caller.Name, caller.Kind.ToString(), action, result)
        {
            UserId = caller.UserId,
            From = caller.Address,
            Target = note.Target,
            Before = note.Before,
            After = note.After,
            Reason = note.Reason,
        };

    public static string DetailOf(AccessRefusal refusal) => $"{refusal.Code}: {refusal.Why}";

    public static string DetailOf(AccessRefusal refusal, long more) =>
        more == 0 ? DetailOf(refusal) : string.Create(CultureInfo.InvariantCulture, $"{DetailOf(refusal)} {more} more like it were refused since the last record.");
}
