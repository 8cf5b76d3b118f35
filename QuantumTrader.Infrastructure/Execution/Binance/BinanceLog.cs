using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>Event ids 4500-4599.</summary>
internal static partial class BinanceLog
{
    [LoggerMessage(EventId = 4500, EventName = "VenueBanRemembered", Level = LogLevel.Warning, Message = "The venue has banned this address until {UntilUtc:u}; nothing is sent before")]
    public static partial void BanRemembered(this ILogger log, DateTimeOffset untilUtc);

    [LoggerMessage(EventId = 4501, EventName = "VenueWantsQuiet", Level = LogLevel.Warning, Message = "The venue wants to hear nothing before {UntilUtc:u} (ban: {IsBan})")]
    public static partial void ToldToBeQuiet(this ILogger log, DateTimeOffset untilUtc, bool isBan);

    [LoggerMessage(EventId = 4502, EventName = "VenueBanNotKept", Level = LogLevel.Error, Message = "The venue's ban could not be written and would be forgotten by a restart: {Cause}")]
    public static partial void BanNotKept(this ILogger log, string cause);

    [LoggerMessage(EventId = 4503, EventName = "VenueRefused", Level = LogLevel.Debug, Message = "{Call} was refused: HTTP {Status}, {Code} {Text}")]
    public static partial void CallRefused(this ILogger log, string call, int status, int code, string text);

    [LoggerMessage(EventId = 4504, EventName = "VenueSilent", Level = LogLevel.Debug, Message = "{Call} has no answer: {Cause}")]
    public static partial void CallUnknown(this ILogger log, string call, string cause);

    [LoggerMessage(EventId = 4505, EventName = "VenueClockOff", Level = LogLevel.Warning, Message = "The venue did not take our time stamp; the clock is measured anew")]
    public static partial void ClockOff(this ILogger log);

    [LoggerMessage(EventId = 4506, EventName = "VenueFeeEstimated", Level = LogLevel.Warning, Message = "The fee of trade {TradeId} was paid in {Asset}, whose price is not known; it counts as {Amount}. Switch fees in other assets off, or see that the venue tells the price.")]
    public static partial void FeeEstimated(this ILogger log, long tradeId, string asset, decimal amount);

    [LoggerMessage(EventId = 4507, EventName = "VenueFillUnnamed", Level = LogLevel.Warning, Message = "The venue knows order {OrderId} of a fill no more; whose it was is not known")]
    public static partial void FillUnnamed(this ILogger log, long orderId);

    [LoggerMessage(EventId = 4508, EventName = "VenueRulesOld", Level = LogLevel.Information, Message = "The venue refused {Symbol} by a rule ({Code}); the rules are read anew")]
    public static partial void RulesOld(this ILogger log, string symbol, int code);

    [LoggerMessage(EventId = 4509, EventName = "VenueBookThin", Level = LogLevel.Warning, Message = "{Symbol}: the best price is too far from the mark for a market order; closing with a limit at {Price}")]
    public static partial void BookThin(this ILogger log, string symbol, decimal price);

    [LoggerMessage(EventId = 4510, EventName = "DeadManFailed", Level = LogLevel.Warning, Message = "The dead man's switch of {Symbol} could not be set: {Cause}")]
    public static partial void DeadManFailed(this ILogger log, string symbol, string cause);

    [LoggerMessage(EventId = 4511, EventName = "VenueSymbolsLeftOut", Level = LogLevel.Information, Message = "{Count} contracts of the venue are left out: their names or rules cannot be used")]
    public static partial void SymbolsLeftOut(this ILogger log, int count);

    [LoggerMessage(EventId = 4512, EventName = "VenueForbidsTrading", Level = LogLevel.Error, Message = "The venue forbids trading: {Meaning} ({Code} {Text}); nothing new is opened")]
    public static partial void TradingForbidden(this ILogger log, int code, string meaning, string text);

    [LoggerMessage(EventId = 4513, EventName = "VenueTransfersUnread", Level = LogLevel.Warning, Message = "The list of transfers could not be read; the last sum stands: {Cause}")]
    public static partial void TransfersUnread(this ILogger log, string cause);

    [LoggerMessage(EventId = 4514, EventName = "VenueBracketsUnread", Level = LogLevel.Warning, Message = "The venue's leverage brackets could not be read; nothing is opened once those that are known are too old: {Cause}")]
    public static partial void BracketsUnread(this ILogger log, string cause);

    [LoggerMessage(EventId = 4515, EventName = "VenueFillAhead", Level = LogLevel.Error, Message = "The venue lists trade {TradeId} of {Symbol} at {AtUtc:u}, ahead of its own clock; it is not counted. Compare the account in the venue's app with what is shown here")]
    public static partial void FillAhead(this ILogger log, string symbol, long tradeId, DateTimeOffset atUtc);
}
