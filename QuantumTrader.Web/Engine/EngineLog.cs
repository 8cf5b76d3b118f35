namespace QuantumTrader.Web.Engine;

internal static partial class EngineLog // event ids 100-199
{
    [LoggerMessage(EventId = 101, EventName = "TaskFailed", Level = LogLevel.Critical, Message = "'{What}' failed; the engine takes no new risk until a restart")]
    public static partial void TaskFailed(this ILogger log, string what, Exception e);

    [LoggerMessage(EventId = 102, EventName = "EngineStarted", Level = LogLevel.Information, Message = "Trading {Environment} on {Market}, data in {Directory}, epoch {Epoch}")]
    public static partial void EngineStarted(this ILogger log, string environment, string market, string directory, long epoch);

    [LoggerMessage(EventId = 103, EventName = "EngineStopped", Level = LogLevel.Information, Message = "The engine has stopped; what was open stays open at the venue, with its stops")]
    public static partial void EngineStopped(this ILogger log);

    [LoggerMessage(EventId = 105, EventName = "StopTookTooLong", Level = LogLevel.Warning, Message = "The engine did not come to rest in time; the journal and the venue know what was on its way")]
    public static partial void StopTookTooLong(this ILogger log);

    [LoggerMessage(EventId = 106, EventName = "MarketEnded", Level = LogLevel.Warning, Message = "The market has ended: {Market}. Positions keep their stops; prices grow stale and entries are denied")]
    public static partial void MarketEnded(this ILogger log, string market);

    [LoggerMessage(EventId = 107, EventName = "TableNotSaved", Level = LogLevel.Warning, Message = "What the sizer learned could not be saved and will be tried again")]
    public static partial void TableNotSaved(this ILogger log, Exception e);

    [LoggerMessage(EventId = 119, EventName = "CursorNotSaved", Level = LogLevel.Warning, Message = "Where the market stands could not be saved and will be tried with each bar; after a restart now, bars would come again")]
    public static partial void CursorNotSaved(this ILogger log, Exception e);

    [LoggerMessage(EventId = 120, EventName = "PolicyNotRead", Level = LogLevel.Error, Message = "The policy cannot be read; nothing is opened until it can: {Cause}")]
    public static partial void PolicyNotRead(this ILogger log, string cause);

    [LoggerMessage(EventId = 122, EventName = "StopFileNotSeen", Level = LogLevel.Error, Message = "Whether a file asks for a stop could not be seen at the start; it is looked for again while the engine runs")]
    public static partial void StopFileNotSeen(this ILogger log, Exception e);

    [LoggerMessage(EventId = 104, EventName = "EngineFailed", Level = LogLevel.Critical, Message = "The engine could not go on")]
    public static partial void EngineFailed(this ILogger log, Exception e);

    [LoggerMessage(EventId = 121, EventName = "EngineRefused", Level = LogLevel.Critical, Message = "The engine could not go on: {Why}")]
    public static partial void EngineRefused(this ILogger log, string why);

    [LoggerMessage(EventId = 123, EventName = "VenueNotMarked", Level = LogLevel.Warning, Message = "At which venue this data directory trades could not be noted beside it; it is tried again at the next start")]
    public static partial void VenueNotMarked(this ILogger log, Exception e);
}
