namespace QuantumTrader.Infrastructure.Execution.Binance.Codes;

/// <summary>-2010 to -2028: orders, keys, margin.</summary>
internal static class OrderRows
{
    public static IEnumerable<BinanceCode> All =>
    [
        .. Row.Of(Reaction.Refuse, "new order rejected", -2010),
        .. Row.Of(Reaction.Ask, Reaction.Reread, "cancel rejected; never proof that nothing was filled", BinanceCodes.CancelRejected),
        .. Row.Of(Reaction.Ask, Reaction.Reread, "batch cancel failed", -2012),
        .. Row.Of(Reaction.Ask, Reaction.Reread, "no such order; no proof right after a time-out", BinanceCodes.NoSuchOrder),
        .. Row.Of(Reaction.Halt, "the key is unknown, badly formed, locked, or not allowed from this address or for this: correct Binance:ApiKey, which must be a key of Exchange:Environment, or the key's permissions and list of addresses at the venue", -2014, -2015, -2017),
        .. Row.Of(Reaction.Refuse, "balance or margin is insufficient", -2018, -2019),
        .. Row.Of(Reaction.Retry, "unable to fill", -2020),
        .. Row.Of(Reaction.Refuse, "it would trigger at once: the level is passed already", -2021),
        .. Row.Of(Reaction.Reread, "reduce-only refused: nothing to reduce, or open orders in the way", -2022),
        .. Row.Of(Reaction.Halt, "in liquidation", -2023),
        .. Row.Of(Reaction.Reread, "the position is not sufficient", -2024),
        .. Row.Of(Reaction.Refuse, "too many open orders", -2025),
        .. Row.Of(Reaction.Refuse, "the type does not go with reduce-only", -2026),
        .. Row.Of(Reaction.Refuse, "the largest position at this leverage", -2027),
        .. Row.Of(Reaction.Refuse, "the leverage is too small for the margin", -2028),
    ];
}
