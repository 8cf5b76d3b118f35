namespace QuantumTrader.Infrastructure.Execution.Binance.Codes;

/// <summary>-1000 to -1130: the server, the network, the request's form.</summary>
internal static class GeneralRows
{
    public static IEnumerable<BinanceCode> All =>
    [
        .. Row.Of(Reaction.Unknown, Reaction.Retry, "unknown error; it may have been done", -1000),
        .. Row.Of(Reaction.Unknown, Reaction.Retry, "internal error", -1001),
        .. Row.Of(Reaction.Halt, "unauthorised", -1002),
        .. Row.Of(Reaction.Wait, "too many requests", BinanceCodes.TooManyRequests),
        .. Row.Of(Reaction.Unknown, Reaction.Retry, "unexpected response; status unknown", -1006),
        .. Row.Of(Reaction.Unknown, Reaction.Retry, "time-out; execution status unknown", -1007),
        .. Row.Of(Reaction.Retry, "overloaded; what reduces risk is let through", BinanceCodes.Overloaded),
        .. Row.Of(Reaction.Refuse, "invalid message, combination or parameter", -1010, -1013, -1014, -1020, -1116, -1117, -1128, -1130),
        .. Row.Of(Reaction.Halt, "this address may not use the service", -1011),
        .. Row.Of(Reaction.Wait, "too many new orders", BinanceCodes.TooManyOrders),
        .. Row.Of(Reaction.Retry, "the service is shutting down", -1016),
        .. Row.Of(Reaction.Resync, "the time stamp is outside of the window", BinanceCodes.Timestamp),
        .. Row.Of(Reaction.Halt, "bad signature: correct Binance:ApiSecret, which must be the secret of Binance:ApiKey", -1022),
        .. Row.Of(Reaction.Halt, "not found, unauthenticated or unauthorised", -1099),
        .. Row.Range(Reaction.Refuse, "a parameter is missing, empty, too many or malformed", -1100, -1106),
        .. Row.Of(Reaction.Reread, "more precision than allowed", -1111),
        .. Row.Of(Reaction.Retry, "no orders on the book", -1112),
        .. Row.Of(Reaction.Refuse, "time in force not required or invalid", -1114, -1115),
        .. Row.Of(Reaction.Refuse, "bad or closed symbol", -1121, -1122),
        .. Row.Of(Reaction.Reread, "the listen key does not exist", BinanceCodes.NoListenKey),
    ];
}
