using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Policy;

internal static partial class PolicyLog // event ids 2500-2599
{
    [LoggerMessage(EventId = 2501, EventName = "PolicyBroughtBack", Level = LogLevel.Warning, Message = "The shared store had lost its policy; version {Version} is in force, written by {By}")]
    public static partial void PolicyBroughtBack(this ILogger log, long version, string by);

    [LoggerMessage(EventId = 2502, EventName = "PolicyCopyNotSaved", Level = LogLevel.Warning, Message = "The copy of the shared policy on this disk is not the newest: {Cause}")]
    public static partial void PolicyCopyNotSaved(this ILogger log, string cause);
}
