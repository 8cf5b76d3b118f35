using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Identity;

internal static partial class IdentityLog // event ids 7500-7599
{
    [LoggerMessage(EventId = 7501, EventName = "ConsoleReady", Level = LogLevel.Information, Message = "The console database is ready: {Where}")]
    public static partial void ConsoleReady(this ILogger log, string where);

    [LoggerMessage(EventId = 7502, EventName = "ConsoleAway", Level = LogLevel.Warning, Message = "{Cause} Until it does, nobody can sign in; stopping works by API key and by 'ess activate'")]
    public static partial void ConsoleAway(this ILogger log, string cause);

    [LoggerMessage(EventId = 7503, EventName = "SecondFactorUnreadable", Level = LogLevel.Error,
        Message = "The second factor of {User} cannot be read: the keys in the data directory are not those that it was encrypted with. Restore keys/ from a backup, or let an Admin issue a recovery link")]
    public static partial void SecondFactorUnreadable(this ILogger log, Exception e, string user);

    [LoggerMessage(EventId = 7504, EventName = "KeyCacheRefused", Level = LogLevel.Error,
        Message = "The cache of API keys {File} is not used ({Cause}): until the console database answers, no API key is good")]
    public static partial void KeyCacheRefused(this ILogger log, string file, string cause);

    [LoggerMessage(EventId = 7505, EventName = "KeyCacheNotWritten", Level = LogLevel.Error,
        Message = "The cache of API keys {File} was not written ({Cause}): with the console database down, it may know too many or too few keys")]
    public static partial void KeyCacheNotWritten(this ILogger log, string file, string cause);

    [LoggerMessage(EventId = 7506, EventName = "UpkeepFailed", Level = LogLevel.Warning, Message = "The console database was not tidied up: {Cause}")]
    public static partial void UpkeepFailed(this ILogger log, string cause);
}
