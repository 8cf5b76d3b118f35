namespace QuantumTrader.Web.Engine.Risk;

internal static partial class RiskLog // event ids 3000-3099
{
    [LoggerMessage(EventId = 3001, EventName = "PeakNotSaved", Level = LogLevel.Warning, Message = "The drawdown peak could not be saved and will be tried again")]
    public static partial void PeakNotSaved(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3003, EventName = "PeakNotRead", Level = LogLevel.Warning, Message = "The drawdown peak of the last leader could not be read; the one that is known here goes on")]
    public static partial void PeakNotRead(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3004, EventName = "EntriesSwitchedOff", Level = LogLevel.Error, Message = "{Side} entries of {Symbol} are switched off: {Executions} were executed within {Seconds} s. A named person must switch them on")]
    public static partial void EntriesSwitchedOff(this ILogger log, string symbol, string side, int executions, double seconds);

    [LoggerMessage(EventId = 3005, EventName = "SwitchedOffNotRead", Level = LogLevel.Warning, Message = "What is switched off could not be read; nothing is opened until it can")]
    public static partial void SwitchedOffNotRead(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3006, EventName = "SwitchedOffNotSaved", Level = LogLevel.Warning, Message = "What is switched off could not be saved and will be tried again")]
    public static partial void SwitchedOffNotSaved(this ILogger log, Exception e);

    [LoggerMessage(EventId = 3007, EventName = "DrawdownWarned", Level = LogLevel.Warning, Message = "{Tier}: equity is {Equity}, {Drawdown} below its peak")]
    public static partial void DrawdownWarned(this ILogger log, string tier, string equity, string drawdown);

    [LoggerMessage(EventId = 3002, EventName = "DrawdownTripped", Level = LogLevel.Critical, Message = "Equity {Equity} is {Drawdown} below its peak {Peak}: the emergency stop runs ({Cause})")]
    public static partial void DrawdownTripped(this ILogger log, string equity, string drawdown, string peak, string cause);
}
