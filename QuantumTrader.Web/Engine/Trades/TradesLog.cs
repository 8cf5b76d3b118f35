namespace QuantumTrader.Web.Engine.Trades;

internal static partial class TradesLog // event ids 5000-5099
{
    [LoggerMessage(EventId = 5001, EventName = "ProtectionFailed", Level = LogLevel.Error, Message = "Trade {TradeId}: {Purpose} could not be placed: {Result}")]
    public static partial void ProtectionFailed(this ILogger log, string tradeId, string purpose, string? result);

    [LoggerMessage(EventId = 5002, EventName = "ExitKeptByOpenOrders", Level = LogLevel.Error, Message = "Trade {TradeId}: the venue refuses the exit ({Code}) for what rests beside it: {Resting}. It is tried again after a pause")]
    public static partial void ExitKeptByOpenOrders(this ILogger log, string tradeId, int code, string resting);

    [LoggerMessage(EventId = 5003, EventName = "StopIsGone", Level = LogLevel.Error, Message = "Trade {TradeId} is held and its stop {ClientOrderId} is gone ({Reason})")]
    public static partial void StopIsGone(this ILogger log, string tradeId, string clientOrderId, string reason);
}
