using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Market;

internal static partial class MarketLog // event ids 1000-1499
{
    [LoggerMessage(EventId = 1001, EventName = "KlineFileRead", Level = LogLevel.Information,
        Message = "Read {File}: {Rows} rows of {Symbol} at {Interval}; {Gaps} gaps with {MissingBars} bars missing, {Duplicates} duplicate rows dropped")]
    public static partial void KlineFileRead(
        this ILogger log, string file, int rows, string symbol, TimeSpan interval, int gaps, long missingBars, int duplicates);

    [LoggerMessage(EventId = 1002, EventName = "PaceUnlike", Level = LogLevel.Warning,
        Message = "The venue plays its bars about {Seen} times as fast as the clock, but Market:Speed is {Speed}: set Market:Speed to the fake venue's --speed, or the ages of bars and prices are judged wrongly")]
    public static partial void PaceUnlike(this ILogger log, double seen, double speed);

    [LoggerMessage(EventId = 1003, EventName = "NotRecording", Level = LogLevel.Warning,
        Message = "The market is not recorded: {Failure} Nothing else depends on it; the rows that are left out are counted")]
    public static partial void NotRecording(this ILogger log, string failure);

    [LoggerMessage(EventId = 1004, EventName = "RecordingAgain", Level = LogLevel.Information,
        Message = "The market is recorded again; {Dropped} rows are missing since the start")]
    public static partial void RecordingAgain(this ILogger log, long dropped);
}
