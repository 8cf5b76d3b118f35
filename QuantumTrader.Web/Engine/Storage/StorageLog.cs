namespace QuantumTrader.Web.Engine.Storage;

internal static partial class StorageLog // event ids 6700-6799
{
    [LoggerMessage(EventId = 6700, EventName = "LoopFailed", Level = LogLevel.Error, Message = "'{Name}' failed and is begun again")]
    public static partial void LoopFailed(this ILogger log, string name, Exception failure);

    [LoggerMessage(EventId = 6701, EventName = "SharedTradesMissing", Level = LogLevel.Warning,
        Message = "The shared trade states could not be asked; positions are only reduced until they were: {Cause}")]
    public static partial void SharedTradesMissing(this ILogger log, string cause);

    [LoggerMessage(EventId = 6702, EventName = "TradesHaveGap", Level = LogLevel.Warning, Message = "Trades may be missing until the exchange was asked: {Gap}")]
    public static partial void TradesHaveGap(this ILogger log, string gap);

    [LoggerMessage(EventId = 6703, EventName = "TradesTakenOver", Level = LogLevel.Information, Message = "Took over {Count} trades of another process; {Ended} that were open here had been ended elsewhere long ago")]
    public static partial void TradesTakenOver(this ILogger log, int count, int ended);
}
