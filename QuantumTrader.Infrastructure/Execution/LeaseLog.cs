using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Infrastructure.Execution;

internal static partial class LeaseLog // event ids 4600-4619
{
    [LoggerMessage(EventId = 4600, EventName = "LeaseTaken", Level = LogLevel.Warning, Message = "The lease is held under epoch {Epoch}; it may be traded in {SettlesIn}")]
    public static partial void LeaseTaken(this ILogger log, long epoch, TimeSpan settlesIn);

    [LoggerMessage(EventId = 4601, EventName = "LeaseNotHeld", Level = LogLevel.Warning, Message = "The lease is {State}: {Cause}")]
    public static partial void LeaseNotHeld(this ILogger log, LeaseState state, string cause);

    [LoggerMessage(EventId = 4602, EventName = "LeaseReleased", Level = LogLevel.Information, Message = "The lease of epoch {Epoch} was given back")]
    public static partial void LeaseReleased(this ILogger log, long epoch);

    [LoggerMessage(EventId = 4603, EventName = "LeaseNotReleased", Level = LogLevel.Warning, Message = "The lease could not be given back and runs out by itself: {Cause}")]
    public static partial void LeaseNotReleased(this ILogger log, string cause);
}
