namespace QuantumTrader.Web.Api;

internal static partial class ApiLog // event ids 7800-7899
{
    [LoggerMessage(EventId = 7800, EventName = "ApiFailed", Level = LogLevel.Error, Message = "An API request failed: {Operation}")]
    public static partial void ApiFailed(this ILogger log, string operation, Exception exception);

    [LoggerMessage(EventId = 7801, EventName = "ApiStopNotTaken", Level = LogLevel.Error, Message = "A stop by API was not taken.")]
    public static partial void ApiStopNotTaken(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 7802, EventName = "ApiWrongKey", Level = LogLevel.Warning, Message = "A wrong API key from {Address}: {Why}")]
    public static partial void ApiWrongKey(this ILogger log, string address, string why);

    [LoggerMessage(EventId = 7803, EventName = "ApiAnswerNotKept", Level = LogLevel.Warning, Message = "The answer to a request with an Idempotency-Key could not be kept; repeating it does it again.")]
    public static partial void ApiAnswerNotKept(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 7804, EventName = "ApiWithoutDatabase", Level = LogLevel.Warning, Message = "A stop by API was taken with the console database away.")]
    public static partial void ApiWithoutDatabase(this ILogger log);
}
