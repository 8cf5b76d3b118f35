using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Emergency;

internal static partial class OutsideLog // event ids 3580-3589, within those of Emergency
{
    [LoggerMessage(EventId = 3580, EventName = "OutsideTrouble", Level = LogLevel.Error, Message = "The stop file or the latch file: {Trouble}")]
    public static partial void OutsideTrouble(this ILogger log, string trouble);
}
