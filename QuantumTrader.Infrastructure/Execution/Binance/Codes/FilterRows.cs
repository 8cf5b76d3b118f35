namespace QuantumTrader.Infrastructure.Execution.Binance.Codes;

/// <summary>Prices, quantities and amounts against the symbol's rules.</summary>
internal static class FilterRows
{
    public static IEnumerable<BinanceCode> All =>
    [
        .. Row.Range(Reaction.Reread, "price or quantity outside of the filter", -4000, -4013),
        .. Row.Of(Reaction.Reread, "tick or step", -4014, -4023),
        .. Row.Of(Reaction.Refuse, "the client id is too long", -4015),
        .. Row.Of(Reaction.Reread, "beyond the price multiplier", -4016, -4024, -4183, -4184, -4210, -4211),
        .. Row.Of(Reaction.Refuse, "invalid leverage", BinanceCodes.InvalidLeverage),
        .. Row.Of(Reaction.Refuse, "too many stop orders", -4045),
        .. Row.Of(Reaction.Ask, Reaction.Retry, "the client id is in use: the first attempt exists", BinanceCodes.DuplicateClientId),
        .. Row.Of(Reaction.Ask, Reaction.Retry, "the stop order is triggering", -4117),
        .. Row.Of(Reaction.Reread, "reduce-only would need margin beside an open order", -4118),
        .. Row.Of(Reaction.Refuse, "conditional orders have endpoints of their own", -4120),
        .. Row.Of(Reaction.Retry, "the best price is too far from the mark", BinanceCodes.BestPriceTooFar),
        .. Row.Of(Reaction.Refuse, "closePosition does not go with it", -4137, -4138, -4139),
        .. Row.Of(Reaction.Refuse, "would trigger at once: the level is passed already", -4142),
        .. Row.Of(Reaction.Refuse, "the value is below the minimum", -4164, -5029),
        .. Row.Of(Reaction.Refuse, "could not be executed as asked", -5021, -5022, -5041),
        .. Row.Of(Reaction.Resync, "the matching engine's window", -5028),
    ];
}
