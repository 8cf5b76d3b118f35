namespace QuantumTrader.Web.Engine.Emergency.Triggers;

internal static partial class TriggerLog // event ids 3560-3579, within those of Emergency
{
    [LoggerMessage(EventId = 3560, EventName = "TriggerActed", Level = LogLevel.Warning, Message = "{Code}: {Action} {Begins}: {Reason}")]
    public static partial void TriggerActed(this ILogger log, string code, string action, string begins, string reason);

    [LoggerMessage(EventId = 3561, EventName = "EvaluatorFailed", Level = LogLevel.Error, Message = "The trigger {Code} threw, {Failures} times in a row")]
    public static partial void EvaluatorFailed(this ILogger log, string code, int failures, Exception e);
}
