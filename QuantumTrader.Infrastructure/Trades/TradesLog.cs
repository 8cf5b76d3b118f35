using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Trades;

internal static partial class TradesLog // event ids 5000-5499
{
    [LoggerMessage(EventId = 5001, EventName = "TradeStoreAway", Level = LogLevel.Error,
        Message = "The trade store cannot be written; trading goes on and it will catch up")]
    public static partial void TradeStoreAway(this ILogger log, Exception failure);

    [LoggerMessage(EventId = 5002, EventName = "TradeStoreBack", Level = LogLevel.Information, Message = "The trade store is complete again; it was away since {SinceUtc}")]
    public static partial void TradeStoreBack(this ILogger log, DateTimeOffset sinceUtc);

    [LoggerMessage(EventId = 5003, EventName = "TradeStoreFenced", Level = LogLevel.Warning,
        Message = "The trade store is written by another process; this one stops writing until it leads again")]
    public static partial void TradeStoreFenced(this ILogger log, Exception failure);
}
