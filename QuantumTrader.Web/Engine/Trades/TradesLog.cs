namespace QuantumTrader.Web.Engine.Trades;

internal static partial class TradesLog // event ids 5000-5099
{
    [LoggerMessage(EventId = 5001, EventName = "ProtectionFailed", Level = LogLevel.Error, Message = "Trade {TradeId}: {Purpose} could not be placed: {Result}")]
    public static partial void ProtectionFailed(this ILogger log, string tradeId, string purpose, string? result);
}
