namespace QuantumTrader.Web.Access;

internal static partial class AccessLog // event ids 7600-7699
{
    [LoggerMessage(EventId = 7600, EventName = "AuditWaits", Level = LogLevel.Error,
        Message = "Audit record {ActionId} waits to be written: {Action} by {Actor} from {From}, {Result}, {Target}: {Detail}")]
    public static partial void AuditWaits(this ILogger log, Guid actionId, string action, string actor, string? from, string result, string? target, string? detail);

    [LoggerMessage(EventId = 7601, EventName = "AuditLost", Level = LogLevel.Critical,
        Message = "Audit record {ActionId} is not in the trail: {Why} {Action} by {Actor} from {From}, {Result}, {Target}: {Detail}")]
    public static partial void AuditLost(this ILogger log, Guid actionId, string why, string action, string actor, string? from, string result, string? target, string? detail);

    [LoggerMessage(EventId = 7602, EventName = "AuditUnavailable", Level = LogLevel.Error, Message = "The audit trail does not take records; {Count} wait.")]
    public static partial void AuditUnavailable(this ILogger log, int count, Exception exception);

    [LoggerMessage(EventId = 7603, EventName = "AuditCaughtUp", Level = LogLevel.Information, Message = "The audit trail has the records that waited.")]
    public static partial void AuditCaughtUp(this ILogger log);

    [LoggerMessage(EventId = 7604, EventName = "ActionRefused", Level = LogLevel.Warning, Message = "{Action} by {Actor} from {From} was refused: {Code}")]
    public static partial void ActionRefused(this ILogger log, string action, string actor, string? from, string code);

    [LoggerMessage(EventId = 7605, EventName = "ActionFailed", Level = LogLevel.Error, Message = "{Action} by {Actor} failed.")]
    public static partial void ActionFailed(this ILogger log, string action, string actor, Exception exception);

    [LoggerMessage(EventId = 7606, EventName = "AnchorDelayed", Level = LogLevel.Warning, Message = "Audit record {Seq} is not anchored in the journal yet; it is tried again.")]
    public static partial void AnchorDelayed(this ILogger log, long seq, Exception? exception);

    [LoggerMessage(EventId = 7607, EventName = "RefusalsDropped", Level = LogLevel.Warning, Message = "{Count} refusals of too many different callers left no audit record.")]
    public static partial void RefusalsDropped(this ILogger log, long count);

    [LoggerMessage(EventId = 7608, EventName = "StopRecordedLate", Level = LogLevel.Warning, Message = "The emergency stop {EmergencyId} by {Actor} was not in the audit trail and has been recorded late.")]
    public static partial void StopRecordedLate(this ILogger log, Guid emergencyId, string actor);

    [LoggerMessage(EventId = 7609, EventName = "StopNotRecorded", Level = LogLevel.Error, Message = "Whether the emergency stop {EmergencyId} is in the audit trail cannot be told, or it cannot be put there; it is tried again.")]
    public static partial void StopNotRecorded(this ILogger log, Guid emergencyId, Exception exception);
}
