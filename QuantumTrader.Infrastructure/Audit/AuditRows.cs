using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>A record as a row and back; nothing is lost on the way.</summary>
internal static class AuditRows
{
    public static AuditRow ToRow(AuditRecord record) => new()
    {
        Seq = record.Seq,
        ActionId = record.Entry.ActionId,
        AtUtc = record.Entry.AtUtc,
        Actor = record.Entry.Actor,
        ActorKind = record.Entry.ActorKind,
        UserId = record.Entry.UserId,
        From = record.Entry.From,
        Action = record.Entry.Action,
        Target = record.Entry.Target,
        Before = record.Entry.Before,
        After = record.Entry.After,
        Reason = record.Entry.Reason,
        Result = record.Entry.Result,
        Detail = record.Entry.Detail,
        PreviousHash = record.PreviousHash,
        Hash = record.Hash,
    };

    public static AuditRecord ToRecord(AuditRow row) => new(row.Seq, ToEntry(row), row.PreviousHash, row.Hash);

    private static AuditEntry ToEntry(AuditRow row) => new(row.ActionId, row.AtUtc, row.Actor, row.ActorKind, row.Action, row.Result)
    {
        UserId = row.UserId,
        From = row.From,
        Target = row.Target,
        Before = row.Before,
        After = row.After,
        Reason = row.Reason,
        Detail = row.Detail,
    };
}
