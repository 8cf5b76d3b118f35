namespace QuantumTrader.Web.Ui;

internal static partial class UiLog // event ids 7000-7049
{
    [LoggerMessage(EventId = 7002, EventName = "TickFailed", Level = LogLevel.Warning, Message = "A part of the screen failed to follow the clock.")]
    public static partial void TickFailed(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 7003, EventName = "StopFailed", Level = LogLevel.Error, Message = "The operator's stop failed.")]
    public static partial void StopFailed(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 7004, EventName = "ResetFailed", Level = LogLevel.Error, Message = "The operator's reset failed.")]
    public static partial void ResetFailed(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 7005, EventName = "StopUnanswered", Level = LogLevel.Error, Message = "The operator's stop was not answered within {Limit}.")]
    public static partial void StopUnanswered(this ILogger log, TimeSpan limit);

    [LoggerMessage(EventId = 7006, EventName = "PageFailed", Level = LogLevel.Error, Message = "A page failed.")]
    public static partial void PageFailed(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 7007, EventName = "EmergencyFormRefused", Level = LogLevel.Warning, Message = "The emergency form was refused: {Cause}")]
    public static partial void EmergencyFormRefused(this ILogger log, string cause);

    [LoggerMessage(EventId = 7008, EventName = "DeadLettersUnreadable", Level = LogLevel.Warning, Message = "The dead letters cannot be read for the screen.")]
    public static partial void DeadLettersUnreadable(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 7009, EventName = "DeadLetterRetryFailed", Level = LogLevel.Error, Message = "The retry of dead letters failed.")]
    public static partial void DeadLetterRetryFailed(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 7010, EventName = "DeadLettersRetried", Level = LogLevel.Information, Message = "The operator retries {Count} dead letters of {Subscriber}")]
    public static partial void DeadLettersRetried(this ILogger log, string subscriber, int count);

    [LoggerMessage(EventId = 7011, EventName = "DeedFailed", Level = LogLevel.Error, Message = "What somebody did or looked at on the screen failed: {What}")]
    public static partial void DeedFailed(this ILogger log, Exception exception, string what);
}
