namespace QuantumTrader.Web.Engine.Emergency;

internal static partial class EmergencyLog // event ids 3500-3599
{
    [LoggerMessage(EventId = 3501, EventName = "Stopped", Level = LogLevel.Critical, Message = "EMERGENCY STOP {EmergencyId} by {By} ({Trigger}): {Reason}")]
    public static partial void Stopped(this ILogger log, Guid emergencyId, string trigger, string by, string reason);

    [LoggerMessage(EventId = 3502, EventName = "Resumed", Level = LogLevel.Critical, Message = "The emergency {EmergencyId} still holds, its run was at {State}: {Reason}")]
    public static partial void Resumed(this ILogger log, Guid emergencyId, string state, string reason);

    [LoggerMessage(EventId = 3503, EventName = "WasReset", Level = LogLevel.Critical, Message = "The emergency {EmergencyId} was reset by {By}: {Reason}")]
    public static partial void WasReset(this ILogger log, Guid emergencyId, string by, string reason);

    [LoggerMessage(EventId = 3504, EventName = "LatchNotSaved", Level = LogLevel.Critical, Message = "The latch file could not be written; the stop goes on without it")]
    public static partial void LatchNotSaved(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3530, EventName = "LatchSlow", Level = LogLevel.Critical, Message = "The latch file is not confirmed after {Waited}; it is still being written, and the stop does not wait for it")]
    public static partial void LatchSlow(this ILogger log, TimeSpan waited);

    [LoggerMessage(EventId = 3505, EventName = "PolicyNotWritten", Level = LogLevel.Critical, Message = "The emergency could not be written to the policy and will be tried again; the stop goes on")]
    public static partial void PolicyNotWritten(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3506, EventName = "RoundFailed", Level = LogLevel.Error, Message = "Round {Round} of the emergency run failed and will be repeated")]
    public static partial void RoundFailed(this ILogger log, int round, Exception e);

    [LoggerMessage(EventId = 3507, EventName = "CloseFailed", Level = LogLevel.Error, Message = "A close of {Symbol} did not go through: {Result}")]
    public static partial void CloseFailed(this ILogger log, string symbol, string? result);

    [LoggerMessage(EventId = 3508, EventName = "Flat", Level = LogLevel.Critical, Message = "The emergency {EmergencyId} ended {State}: {Canceled} orders canceled, {Closes} closes sent")]
    public static partial void Flat(this ILogger log, Guid emergencyId, string state, int canceled, int closes);

    [LoggerMessage(EventId = 3510, EventName = "ControlSocketUnavailable", Level = LogLevel.Error, Message = "The control socket {Path} could not be opened; the command line cannot reach this engine")]
    public static partial void ControlSocketUnavailable(this ILogger log, string path, Exception e);

    [LoggerMessage(EventId = 3511, EventName = "ControlPeerLost", Level = LogLevel.Debug, Message = "A command line went away before its answer")]
    public static partial void ControlPeerLost(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3509, EventName = "Stuck", Level = LogLevel.Critical, Message = "The emergency {EmergencyId} is STUCK after {Round} rounds and goes on trying: {Why}")]
    public static partial void Stuck(this ILogger log, Guid emergencyId, int round, string why);

    [LoggerMessage(EventId = 3512, EventName = "Reopened", Level = LogLevel.Critical, Message = "Something is open although the emergency {EmergencyId} was proved flat: its run begins anew")]
    public static partial void Reopened(this ILogger log, Guid emergencyId);

    [LoggerMessage(EventId = 3514, EventName = "WasResetElsewhere", Level = LogLevel.Critical, Message = "The emergency {EmergencyId} was reset by {By} where trading is led")]
    public static partial void WasResetElsewhere(this ILogger log, Guid emergencyId, string by);

    [LoggerMessage(EventId = 3515, EventName = "LatchNotCleared", Level = LogLevel.Error, Message = "The latch file of an emergency that was reset could not be cleared; the policy says that it is stale")]
    public static partial void LatchNotCleared(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3513, EventName = "ResetNotDone", Level = LogLevel.Error, Message = "The reset did not go through; trading stays stopped")]
    public static partial void ResetNotDone(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3516, EventName = "HeldOn", Level = LogLevel.Critical, Message = "The store holds a reset of the emergency {EmergencyId} that was said not to have gone through: the stop is held on as {NewId}")]
    public static partial void HeldOn(this ILogger log, Guid emergencyId, Guid newId);

    [LoggerMessage(EventId = 3520, EventName = "RunRecordNotRead", Level = LogLevel.Error, Message = "What an earlier process did in the run {Run} cannot be read; the run goes on by what the venue says")]
    public static partial void RunRecordNotRead(this ILogger log, string run, Exception e);

    [LoggerMessage(EventId = 3521, EventName = "RunRecordSlow", Level = LogLevel.Error, Message = "The receipts of the run {Run} are not confirmed after {Waited}; the run does not wait for them")]
    public static partial void RunRecordSlow(this ILogger log, string run, TimeSpan waited);

    [LoggerMessage(EventId = 3522, EventName = "RunRecordNotSaved", Level = LogLevel.Error, Message = "Receipts of the run {Run} could not be saved and go with the next ones")]
    public static partial void RunRecordNotSaved(this ILogger log, string run, Exception e);

    [LoggerMessage(EventId = 3523, EventName = "Certified", Level = LogLevel.Warning, Message = "The run {Run} has its certificate, SHA-256 {Sha256}")]
    public static partial void Certified(this ILogger log, string run, string sha256);

    [LoggerMessage(EventId = 3524, EventName = "CertificateNotWritten", Level = LogLevel.Error, Message = "The certificate of the run {Run} could not be written; the stop holds all the same")]
    public static partial void CertificateNotWritten(this ILogger log, string run, Exception e);

    [LoggerMessage(EventId = 3525, EventName = "LastRunsNotRead", Level = LogLevel.Error, Message = "The certificates of earlier runs cannot be read")]
    public static partial void LastRunsNotRead(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3526, EventName = "AnnulmentNotDone", Level = LogLevel.Error, Message = "The annulment of the run {Run} did not go through")]
    public static partial void AnnulmentNotDone(this ILogger log, string run, Exception e);

    [LoggerMessage(EventId = 3527, EventName = "ReEntryNotRead", Level = LogLevel.Error, Message = "How far trading had come back after a reset cannot be read; it begins anew, reduce-only")]
    public static partial void ReEntryNotRead(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3528, EventName = "ReEntryNotSaved", Level = LogLevel.Error, Message = "How far trading has come back could not be saved; it does not go forward")]
    public static partial void ReEntryNotSaved(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3529, EventName = "ReEntryFellBack", Level = LogLevel.Warning, Message = "On its way back after a reset trading fell back to {Stage}: {Cause}")]
    public static partial void ReEntryFellBack(this ILogger log, string stage, string cause);

    [LoggerMessage(EventId = 3531, EventName = "LatchFound", Level = LogLevel.Critical, Message = "The latch file holds the emergency {EmergencyId} by {By} ({Trigger}), written by another process: trading stops here too")]
    public static partial void LatchFound(this ILogger log, Guid emergencyId, string trigger, string by);

    [LoggerMessage(EventId = 3532, EventName = "LatchGone", Level = LogLevel.Critical, Message = "The latch file of the emergency {EmergencyId} was deleted or changed while it holds; it is written again")]
    public static partial void LatchGone(this ILogger log, Guid emergencyId);

    [LoggerMessage(EventId = 3533, EventName = "JournalNotRead", Level = LogLevel.Error, Message = "Whether the journal holds the stop {EmergencyId} cannot be read; it is tried again")]
    public static partial void JournalNotRead(this ILogger log, Guid emergencyId, Exception e);

    [LoggerMessage(EventId = 3560, EventName = "NoHeartbeat", Level = LogLevel.Warning, Message = "The heartbeat cannot be written beside the latch: a watchdog does not see this engine until the next start")]
    public static partial void NoHeartbeat(this ILogger log, Exception e);
}
