using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Events.Straight;

internal static partial class StraightLog // event ids 6470-6479
{
    [LoggerMessage(EventId = 6470, EventName = "EventsLost", Level = LogLevel.Error, Message = "Events go straight to Redis and are lost from now on: {Cause}")]
    public static partial void EventsLost(this ILogger log, string cause);

    [LoggerMessage(EventId = 6471, EventName = "EventsTakenAgain", Level = LogLevel.Warning, Message = "Redis takes events again; {Count} were lost so far")]
    public static partial void EventsTakenAgain(this ILogger log, long count);
}
