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

    [LoggerMessage(EventId = 6004, EventName = "JournalFailing", Level = LogLevel.Critical, Message = "{Count} events could not be made durable: {Cause}")]
    public static partial void JournalFailing(this ILogger log, int count, string cause);

    [LoggerMessage(EventId = 6005, EventName = "JournalRecovered", Level = LogLevel.Warning, Message = "The disk takes events again")]
    public static partial void JournalRecovered(this ILogger log);

    [LoggerMessage(EventId = 6010, EventName = "EventHandlerFailed", Level = LogLevel.Error,
        Message = "A subscriber failed on {Type} {EventId} with sequence {Sequence}; the others still get it")]
    public static partial void EventHandlerFailed(this ILogger log, Exception failure, string type, Guid eventId, long sequence);

    [LoggerMessage(EventId = 6020, EventName = "ConsumersDamaged", Level = LogLevel.Error,
        Message = "{File} cannot be read ({Fault}) and is kept as {Aside}: every consumer gets the journal's events again, and no segment is deleted before the next start")]
    public static partial void ConsumersDamaged(this ILogger log, string file, string fault, string aside);

    [LoggerMessage(EventId = 6021, EventName = "ConsumersNotSaved", Level = LogLevel.Warning,
        Message = "{File} cannot be written and is tried again: {Cause}")]
    public static partial void ConsumersNotSaved(this ILogger log, string file, string cause);

    [LoggerMessage(EventId = 6022, EventName = "SegmentDeleted", Level = LogLevel.Information,
        Message = "Segment {Segment}, up to sequence {LastSequence}, was confirmed by everybody and is past its retention; it was deleted")]
    public static partial void SegmentDeleted(this ILogger log, string segment, long lastSequence);

    [LoggerMessage(EventId = 6023, EventName = "RetentionFailed", Level = LogLevel.Warning, Message = "Old segments could not be looked through; they stay")]
    public static partial void RetentionFailed(this ILogger log, Exception failure);

    [LoggerMessage(EventId = 6030, EventName = "EventSetAside", Level = LogLevel.Error,
        Message = "{Type} with sequence {Sequence} was set aside: {Subscriber} failed on it {Tries} times: {Failure}")]
    public static partial void EventSetAside(this ILogger log, string type, long sequence, string subscriber, int tries, string failure);

    [LoggerMessage(EventId = 6031, EventName = "SafetyEventSetAside", Level = LogLevel.Critical,
        Message = "The safety event {Type} with sequence {Sequence} was set aside: {Subscriber} failed on it {Tries} times: {Failure}")]
    public static partial void SafetyEventSetAside(this ILogger log, string type, long sequence, string subscriber, int tries, string failure);

    [LoggerMessage(EventId = 6032, EventName = "SubscriberStuck", Level = LogLevel.Critical,
        Message = "{Subscriber} waits at sequence {Sequence} and tries again: {Cause}")]
    public static partial void SubscriberStuck(this ILogger log, string subscriber, long sequence, string cause);

    [LoggerMessage(EventId = 6033, EventName = "SubscriberCannotRead", Level = LogLevel.Error,
        Message = "{Subscriber} passes by sequence {Sequence}: {Fault}")]
    public static partial void SubscriberCannotRead(this ILogger log, string subscriber, long sequence, string fault);

    [LoggerMessage(EventId = 6034, EventName = "SubscriberAhead", Level = LogLevel.Warning,
        Message = "{Subscriber} was at sequence {Position} and the journal ends with {LastSequence}; it goes on with what comes next")]
    public static partial void SubscriberAhead(this ILogger log, string subscriber, long position, long lastSequence);

    [LoggerMessage(EventId = 6035, EventName = "DeadLettersDamaged", Level = LogLevel.Error,
        Message = "{File} holds {Count} lines that cannot be read; they stay there")]
    public static partial void DeadLettersDamaged(this ILogger log, string file, int count);

    [LoggerMessage(EventId = 6040, EventName = "SafetyEvent", Level = LogLevel.Warning, Message = "{Type} at {AtUtc:O} (sequence {Sequence}): {Text}")]
    public static partial void SafetyEvent(this ILogger log, string type, DateTimeOffset atUtc, long sequence, string text);

    [LoggerMessage(EventId = 6041, EventName = "SafetyNoticesNotRestored", Level = LogLevel.Warning,
        Message = "Earlier safety events cannot be shown: the journal cannot be read: {Cause}")]
    public static partial void SafetyNoticesNotRestored(this ILogger log, string cause);
}
