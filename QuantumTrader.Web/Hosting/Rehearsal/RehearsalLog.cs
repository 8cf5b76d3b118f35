namespace QuantumTrader.Web.Hosting.Rehearsal;

internal static partial class RehearsalLog // event ids 3590-3599
{
    [LoggerMessage(EventId = 3590, EventName = "StopRehearsed", Level = LogLevel.Information, Message = "The code of a stop is ready: it was run on a stand-in in {Milliseconds} ms")]
    public static partial void StopRehearsed(this ILogger log, long milliseconds);

    [LoggerMessage(EventId = 3591, EventName = "StopNotRehearsed", Level = LogLevel.Warning, Message = "The code of a stop could not be run on a stand-in, so the first stop takes some tenths of a second longer; nothing else is lost")]
    public static partial void StopNotRehearsed(this ILogger log, Exception exception);
}
