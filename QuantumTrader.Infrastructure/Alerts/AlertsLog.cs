using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Alerts;

internal static partial class AlertsLog // event ids 7700-7799
{
    [LoggerMessage(EventId = 7701, EventName = "AlertMessageTaken", Level = LogLevel.Information, Message = "The webhook took {Type} of {Code} ({Id}) at attempt {Attempt}")]
    public static partial void MessageTaken(this ILogger log, string type, string code, Guid id, int attempt);

    [LoggerMessage(EventId = 7702, EventName = "AlertMessageNotTaken", Level = LogLevel.Warning, Message = "The webhook did not take {Type} of {Code} ({Id}) at attempt {Attempt}; it is tried again. {Cause}")]
    public static partial void MessageNotTaken(this ILogger log, string type, string code, Guid id, int attempt, string cause);

    [LoggerMessage(EventId = 7703, EventName = "AlertMessageGivenUp", Level = LogLevel.Error, Message = "{Type} of {Code} ({Id}) was given up after attempt {Attempt}. {Cause} It is shown with the alerts")]
    public static partial void MessageGivenUp(this ILogger log, string type, string code, Guid id, int attempt, string cause);

    [LoggerMessage(EventId = 7704, EventName = "AlertsNotOnDisk", Level = LogLevel.Error, Message = "The alerts could not be written to {Path}: {Cause} They are shown, and tried again")]
    public static partial void AlertsNotOnDisk(this ILogger log, string path, string cause);

    [LoggerMessage(EventId = 7705, EventName = "AlertsNotInDatabase", Level = LogLevel.Warning, Message = "{Cause} Alerts are shown, kept in the data directory and tried again")]
    public static partial void AlertsNotInDatabase(this ILogger log, string cause);

    [LoggerMessage(EventId = 7706, EventName = "AlertsFileUnusable", Level = LogLevel.Error, Message = "{Path} cannot be used and was put aside: {Cause} Open alerts are taken from the database; messages that waited for the webhook are lost")]
    public static partial void AlertsFileUnusable(this ILogger log, string path, string cause);

    [LoggerMessage(EventId = 7707, EventName = "AlertsSavedAgain", Level = LogLevel.Information, Message = "Alerts are saved again")]
    public static partial void AlertsSavedAgain(this ILogger log);

    [LoggerMessage(EventId = 7708, EventName = "WebhookSet", Level = LogLevel.Information, Message = "Alerts are posted to {Where}")]
    public static partial void WebhookSet(this ILogger log, string where);

    [LoggerMessage(EventId = 7709, EventName = "AlertSendingFailed", Level = LogLevel.Error, Message = "Sending alerts out failed in a way that was not foreseen, and goes on: {Failure}")]
    public static partial void SendingFailed(this ILogger log, string failure);
}
