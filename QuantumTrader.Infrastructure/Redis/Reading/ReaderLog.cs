using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Redis.Reading;

internal static partial class ReaderLog // event ids 6900-6949
{
    [LoggerMessage(EventId = 6901, EventName = "ReaderHandlerFailed", Level = LogLevel.Error, Message = "Handling {Type} {Sequence} of journal {Journal} failed; it is offered again")]
    public static partial void ReaderHandlerFailed(this ILogger log, Exception failure, string type, string journal, long sequence);

    [LoggerMessage(EventId = 6902, EventName = "ReaderFoundGap", Level = LogLevel.Error, Message = "Journal {Journal} has no events from {From} to {To} in the store")]
    public static partial void ReaderFoundGap(this ILogger log, string journal, long from, long to);

    [LoggerMessage(EventId = 6903, EventName = "ReaderSetAside", Level = LogLevel.Error, Message = "Event {Sequence} of journal {Journal} was set aside: {Why}")]
    public static partial void ReaderSetAside(this ILogger log, string journal, long sequence, string why);

    [LoggerMessage(EventId = 6904, EventName = "ReaderGroupMade", Level = LogLevel.Warning, Message = "Group {Group} was made on the stream of journal {Journal}, from what was handled before")]
    public static partial void ReaderGroupMade(this ILogger log, string group, string journal);

    [LoggerMessage(EventId = 6905, EventName = "ReaderWaits", Level = LogLevel.Warning, Message = "Reading waits for Redis: {Cause}")]
    public static partial void ReaderWaits(this ILogger log, string cause);
}
