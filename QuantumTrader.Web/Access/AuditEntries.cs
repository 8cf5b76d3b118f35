using System.Globalization;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>What the audit trail is told, put together the same way everywhere.</summary>
public static class AuditEntries
{
    private const string UnknownKind = "Unknown";

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

    /// <summary>It says that somebody began this emergency, or joined it.</summary>
    public static bool IsStopOf(AuditEntry entry, Guid emergencyId) =>
        entry is { Result: AuditResult.Done, After: { } after } && entry.Action == ActionMatrix.Of(AccessAction.StopTrading).Name && after.Contains(emergencyId.ToString("D"), StringComparison.Ordinal);

    /// <summary>The stop of a process that ended before it had recorded it. What the latch does not tell stays open.</summary>
    public static AuditEntry LateStopOf(EmergencyLatch latch, DateTimeOffset nowUtc) =>
        new(latch.EmergencyId, latch.ActivatedAtUtc, latch.ActivatedBy, latch.Trigger == TriggerCodes.Manual ? UnknownKind : nameof(CallerKind.Host), ActionMatrix.Of(AccessAction.StopTrading).Name, AuditResult.Done)
        {
            Target = "trading",
            After = $"stopped, emergency {latch.EmergencyId}",
            Reason = latch.Reason,
            Detail = string.Create(CultureInfo.InvariantCulture, $"Recorded late, {nowUtc:u}: the process that stopped ended before it was recorded."),
        };

    public static string DetailOf(AccessRefusal refusal) => $"{refusal.Code}: {refusal.Why}";

    public static string DetailOf(AccessRefusal refusal, long more) =>
        more == 0 ? DetailOf(refusal) : string.Create(CultureInfo.InvariantCulture, $"{DetailOf(refusal)} {more} more like it were refused since the last record.");
}
