using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Events;

internal static partial class EventsLog // event ids 6000-6499
{
    [LoggerMessage(EventId = 6001, EventName = "JournalOpened", Level = LogLevel.Information, Message = "Journal {Directory} opened at sequence {Sequence}")]
    public static partial void JournalOpened(this ILogger log, string directory, long sequence);

    [LoggerMessage(EventId = 6002, EventName = "JournalTailTorn", Level = LogLevel.Warning,
        Message = "The journal's last write was never finished: {Bytes} bytes were cut off and kept in {File}")]
    public static partial void JournalTailTorn(this ILogger log, long bytes, string file);

    [LoggerMessage(EventId = 6003, EventName = "JournalLineQuarantined", Level = LogLevel.Error,
        Message = "A line of {Segment} at byte {Offset} cannot be read and is skipped: {Fault}")]
    public static partial void JournalLineQuarantined(this ILogger log, string segment, long offset, string fault);

    [LoggerMessage(EventId = 6004, EventName = "JournalFailing", Level = LogLevel.Critical,
        Message = "{Count} events could not be made durable, the last durable sequence is {Sequence}: {Cause}")]
    public static partial void JournalFailing(this ILogger log, int count, long sequence, string cause);

    [LoggerMessage(EventId = 6005, EventName = "JournalRecovered", Level = LogLevel.Warning, Message = "The disk takes events again after sequence {Sequence}")]
    public static partial void JournalRecovered(this ILogger log, long sequence);

    [LoggerMessage(EventId = 6006, EventName = "JournalQueueFull", Level = LogLevel.Critical,
        Message = "{Queued} events wait for the disk; more are refused until it answers")]
    public static partial void JournalQueueFull(this ILogger log, int queued);

    [LoggerMessage(EventId = 6010, EventName = "EventHandlerFailed", Level = LogLevel.Error,
        Message = "A subscriber failed on {Type} {EventId} with sequence {Sequence}; the others still get it")]
    public static partial void EventHandlerFailed(this ILogger log, Exception failure, string type, Guid eventId, long sequence);
}
