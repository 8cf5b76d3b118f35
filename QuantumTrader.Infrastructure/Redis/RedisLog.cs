using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Redis;

internal static partial class RedisLog // event ids 6800-6849
{
    [LoggerMessage(EventId = 6801, EventName = "RedisReady", Level = LogLevel.Information, Message = "Redis at {Servers} is ready")]
    public static partial void RedisReady(this ILogger log, string servers);

    [LoggerMessage(EventId = 6802, EventName = "RedisAway", Level = LogLevel.Warning, Message = "{Cause}")]
    public static partial void RedisAway(this ILogger log, string cause);

    [LoggerMessage(EventId = 6803, EventName = "RedisRefused", Level = LogLevel.Error, Message = "Redis at {Servers} is not used: {Cause}")]
    public static partial void RedisRefused(this ILogger log, string servers, string cause);

    [LoggerMessage(EventId = 6804, EventName = "RedisSettingAccepted", Level = LogLevel.Warning, Message = "Accepted by Redis:Accept: {Warning}")]
    public static partial void RedisSettingAccepted(this ILogger log, string warning);
}
