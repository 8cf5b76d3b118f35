using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Sizing;

internal static partial class SizingLog // event ids 2000-2499
{
    [LoggerMessage(EventId = 2000, EventName = "QTableRejected", Level = LogLevel.Error, Message = "{Problem} The file is kept as {KeptAs}.")]
    public static partial void QTableRejected(this ILogger log, string problem, string keptAs);
}
