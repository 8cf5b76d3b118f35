namespace QuantumTrader.Web.Engine.View;

internal static partial class ViewLog // event ids 7050-7099
{
    [LoggerMessage(EventId = 7050, EventName = "ViewCallbackFailed", Level = LogLevel.Warning, Message = "A part of the screen failed to take the new picture.")]
    public static partial void ViewCallbackFailed(this ILogger log, Exception exception);
}
