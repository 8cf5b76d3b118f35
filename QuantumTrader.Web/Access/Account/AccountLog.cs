namespace QuantumTrader.Web.Access.Account;

internal static partial class AccountLog // event ids 7700-7799
{
    [LoggerMessage(EventId = 7700, EventName = "AccountEventNotRecorded", Level = LogLevel.Warning, Message = "{Action} is not in the audit trail: {Cause}")]
    public static partial void NotRecorded(this ILogger log, string action, string cause);

    [LoggerMessage(EventId = 7701, EventName = "SessionUnknown", Level = LogLevel.Warning, Message = "A session could not be looked up: {Cause}")]
    public static partial void SessionUnknown(this ILogger log, string cause);

    [LoggerMessage(EventId = 7702, EventName = "RequestFailed", Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path);

    [LoggerMessage(EventId = 7703, EventName = "ForeignRequestRefused", Level = LogLevel.Warning, Message = "A {Method} of {Path} was refused: {Cause}")]
    public static partial void ForeignRequestRefused(this ILogger log, string method, string path, string cause);

    [LoggerMessage(EventId = 7704, EventName = "KeyFileUnreadable", Level = LogLevel.Error, Message = "The cookie key {File} cannot be read and is left out; who signed in with it must sign in again: {Cause}")]
    public static partial void KeyFileUnreadable(this ILogger log, string file, string cause);

    [LoggerMessage(EventId = 7705, EventName = "SetupLinkNotIssued", Level = LogLevel.Error, Message = "Nobody is set up, and no setup link could be made: {Cause}")]
    public static partial void SetupLinkNotIssued(this ILogger log, string cause);

    [LoggerMessage(EventId = 7706, EventName = "CircuitsFull", Level = LogLevel.Warning, Message = "A live screen was refused: {Cause}")]
    public static partial void CircuitsFull(this ILogger log, string cause);

    [LoggerMessage(EventId = 7707, EventName = "UsersLost", Level = LogLevel.Critical, Message = "THE USERS ARE LOST. {Cause} {Remedy}")]
    public static partial void UsersLost(this ILogger log, string cause, string remedy);

    [LoggerMessage(EventId = 7708, EventName = "LostUsersUnknown", Level = LogLevel.Error, Message = "Whether users were lost is not known: {Cause}")]
    public static partial void LostUsersUnknown(this ILogger log, string cause);
}
