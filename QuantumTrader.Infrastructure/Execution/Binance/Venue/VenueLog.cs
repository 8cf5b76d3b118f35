using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Execution.Binance.Venue;

/// <summary>Event ids 4560-4599.</summary>
internal static partial class VenueLog
{
    [LoggerMessage(EventId = 4560, EventName = "VenueStreamGap", Level = LogLevel.Warning, Message = "The account's stream may have missed something ({Cause}); nothing new is opened until the account was read")]
    public static partial void StreamGap(this ILogger log, string cause);

    [LoggerMessage(EventId = 4561, EventName = "VenueStreamTrusted", Level = LogLevel.Information, Message = "The account was read; its stream is whole again")]
    public static partial void StreamTrusted(this ILogger log);

    [LoggerMessage(EventId = 4562, EventName = "VenueLeverageChanged", Level = LogLevel.Information, Message = "{Symbol} has leverage {Leverage} at the venue now")]
    public static partial void LeverageChanged(this ILogger log, string symbol, decimal leverage);

    [LoggerMessage(EventId = 4563, EventName = "VenueMultiAssets", Level = LogLevel.Error, Message = "Margin over several assets was switched at the venue (on: {IsOn}); this engine counts one asset alone")]
    public static partial void MultiAssets(this ILogger log, bool isOn);

    [LoggerMessage(EventId = 4564, EventName = "VenueMarginCall", Level = LogLevel.Critical, Message = "The venue warns that positions come near liquidation: {Symbols}")]
    public static partial void MarginCall(this ILogger log, string symbols);

    [LoggerMessage(EventId = 4566, EventName = "VenueNotPrepared", Level = LogLevel.Error, Message = "Nothing is opened at the venue: {Fault}")]
    public static partial void NotPrepared(this ILogger log, string fault);

    [LoggerMessage(EventId = 4567, EventName = "VenuePrepared", Level = LogLevel.Information, Message = "The account is set up: {Mode}, {MarginType}, {Symbols} symbols")]
    public static partial void Prepared(this ILogger log, string mode, string marginType, int symbols);

    [LoggerMessage(EventId = 4568, EventName = "VenueKeyWarning", Level = LogLevel.Warning, Message = "The API key: {Warning}")]
    public static partial void KeyWarning(this ILogger log, string warning);

    [LoggerMessage(EventId = 4569, EventName = "VenueRulesKept", Level = LogLevel.Warning, Message = "The venue's rules could not be read ({Cause}); those of {SavedAtUtc:u} are used")]
    public static partial void RulesKept(this ILogger log, string cause, DateTimeOffset savedAtUtc);

    [LoggerMessage(EventId = 4570, EventName = "VenueRulesNotSaved", Level = LogLevel.Warning, Message = "The venue's rules could not be saved for a start without it: {Cause}")]
    public static partial void RulesNotSaved(this ILogger log, string cause);

    [LoggerMessage(EventId = 4571, EventName = "VenueSymbolNotPrepared", Level = LogLevel.Error, Message = "Nothing is opened in {Symbol}: {Fault}")]
    public static partial void SymbolNotPrepared(this ILogger log, string symbol, string fault);
}
