using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

internal static partial class ForwarderLog // event ids 6850-6899
{
    [LoggerMessage(EventId = 6851, EventName = "ForwardingBegan", Level = LogLevel.Information, Message = "Events of journal {Journal} are forwarded from sequence {Position} on")]
    public static partial void ForwardingBegan(this ILogger log, string journal, long position);

    [LoggerMessage(EventId = 6852, EventName = "ForwardingWaits", Level = LogLevel.Warning, Message = "Events wait on the disk from sequence {Position} on: {Cause}")]
    public static partial void ForwardingWaits(this ILogger log, long position, string cause);

    [LoggerMessage(EventId = 6853, EventName = "ForwardingConflict", Level = LogLevel.Critical, Message = "{Cause}")]
    public static partial void ForwardingConflict(this ILogger log, string cause);

    [LoggerMessage(EventId = 6854, EventName = "StoreLostEvents", Level = LogLevel.Error,
        Message = "Redis lost the events from {From} to {To}, which it had confirmed; those that the journal still has are forwarded again")]
    public static partial void StoreLostEvents(this ILogger log, long from, long to);

    [LoggerMessage(EventId = 6855, EventName = "EventsNotInJournal", Level = LogLevel.Warning,
        Message = "The journal has no events from {From} to {To} (damaged lines, or segments that were deleted); the stream has this hole")]
    public static partial void EventsNotInJournal(this ILogger log, long from, long to);

    [LoggerMessage(EventId = 6856, EventName = "ForwarderFailed", Level = LogLevel.Error, Message = "The forwarder failed and begins again")]
    public static partial void ForwarderFailed(this ILogger log, Exception failure);

    [LoggerMessage(EventId = 6857, EventName = "StreamTrimmed", Level = LogLevel.Information, Message = "{Count} entries before sequence {Before} of journal {Journal} were trimmed")]
    public static partial void StreamTrimmed(this ILogger log, long count, long before, string journal);
}
