using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Execution;

internal static partial class PaperLog // event ids 4500-4599
{
    [LoggerMessage(EventId = 4501, EventName = "PaperAccountLoaded", Level = LogLevel.Information,
        Message = "Paper account loaded: wallet {Wallet}, {OpenOrders} open orders, {Fills} fills remembered")]
    public static partial void PaperAccountLoaded(this ILogger log, decimal wallet, int openOrders, int fills);

    [LoggerMessage(EventId = 4502, EventName = "PaperAccountCreated", Level = LogLevel.Information, Message = "New paper account with {Wallet} USDT")]
    public static partial void PaperAccountCreated(this ILogger log, decimal wallet);

    [LoggerMessage(EventId = 4503, EventName = "PaperSaveFailed", Level = LogLevel.Error,
        Message = "The paper account cannot be saved; outcomes are Unknown and updates are held until it can: {Cause}")]
    public static partial void PaperSaveFailed(this ILogger log, string cause);

    [LoggerMessage(EventId = 4504, EventName = "PaperSaveRecovered", Level = LogLevel.Information, Message = "The paper account is saved again; {Held} held updates follow")]
    public static partial void PaperSaveRecovered(this ILogger log, int held);
}
