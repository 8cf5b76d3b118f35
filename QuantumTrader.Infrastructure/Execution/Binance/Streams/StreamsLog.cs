using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

internal static partial class StreamsLog // event ids 4700-4799
{
    [LoggerMessage(EventId = 4711, EventName = "FundingUnassigned", Level = LogLevel.Warning, Message = "{Count} fundings came without a symbol, and the venue's list does not explain them: the wallet has them, no trade does")]
    public static partial void FundingUnassigned(this ILogger log, int count);

    [LoggerMessage(EventId = 4701, EventName = "StreamConnected", Level = LogLevel.Information, Message = "The venue's {Line} stream is connected")]
    public static partial void StreamConnected(this ILogger log, string line);

    [LoggerMessage(EventId = 4702, EventName = "StreamFailed", Level = LogLevel.Warning, Message = "The venue's {Line} stream: {Why}")]
    public static partial void StreamFailed(this ILogger log, string line, string why);

    [LoggerMessage(EventId = 4703, EventName = "StreamRotated", Level = LogLevel.Information, Message = "The venue's {Line} stream went over to a new connection")]
    public static partial void StreamRotated(this ILogger log, string line);

    [LoggerMessage(EventId = 4704, EventName = "StreamGap", Level = LogLevel.Warning, Message = "What the venue told of the account is incomplete: {Cause}. It is read anew")]
    public static partial void StreamGap(this ILogger log, string cause);

    [LoggerMessage(EventId = 4713, EventName = "StreamEnded", Level = LogLevel.Debug, Message = "The account's stream has ended with the app: {Cause}")]
    public static partial void StreamEnded(this ILogger log, string cause);

    [LoggerMessage(EventId = 4705, EventName = "StreamTrusted", Level = LogLevel.Information, Message = "The account was read anew, with {Fills} fills; {Held} updates had waited for it")]
    public static partial void StreamTrusted(this ILogger log, int fills, int held);

    [LoggerMessage(EventId = 4706, EventName = "ResyncFailed", Level = LogLevel.Warning, Message = "The account could not be read anew: {Why}. It is tried again")]
    public static partial void ResyncFailed(this ILogger log, string why);

    [LoggerMessage(EventId = 4707, EventName = "ListenKeyLost", Level = LogLevel.Warning, Message = "The key of the user stream is gone: {Why}")]
    public static partial void ListenKeyLost(this ILogger log, string why);

    [LoggerMessage(EventId = 4708, EventName = "ListenKeyNotKept", Level = LogLevel.Warning, Message = "The key of the user stream could not be extended: {Why}. It is tried again")]
    public static partial void ListenKeyNotKept(this ILogger log, string why);

    [LoggerMessage(EventId = 4709, EventName = "UserEventUnread", Level = LogLevel.Warning, Message = "An event of the account could not be understood: {Why}")]
    public static partial void UserEventUnread(this ILogger log, string why);

    [LoggerMessage(EventId = 4712, EventName = "UserEventsUnread", Level = LogLevel.Warning, Message = "{Count} events of the account of one kind could not be understood by now, the last one: {Why}")]
    public static partial void UserEventsUnread(this ILogger log, uint count, string why);

    [LoggerMessage(EventId = 4713, EventName = "MarketBarAhead", Level = LogLevel.Warning, Message = "The venue told a bar of {Symbol} that opens at {OpenUtc:u}, ahead of its own clock; it is not taken ({Count} by now)")]
    public static partial void BarAhead(this ILogger log, string symbol, DateTimeOffset openUtc, long count);

    [LoggerMessage(EventId = 4710, EventName = "StopStuck", Level = LogLevel.Critical, Message = "{Symbol} {ClientOrderId} has been triggering for {Seconds} s without an order: the position may be unprotected")]
    public static partial void StopStuck(this ILogger log, string symbol, string clientOrderId, double seconds);
}
