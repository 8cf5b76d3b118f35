namespace QuantumTrader.Web.Alerts;

internal static partial class AlertsWebLog // event ids 7800-7849
{
    [LoggerMessage(EventId = 7801, EventName = "AlertLookFailed", Level = LogLevel.Error, Message = "Whether {What} holds could not be looked at")]
    public static partial void LookFailed(this ILogger log, string what, Exception e);
}
