namespace QuantumTrader.Infrastructure.Execution.Binance.Codes;

/// <summary>Margin type, position mode, permissions, regions.</summary>
internal static class AccountRows
{
    public static IEnumerable<BinanceCode> All =>
    [
        .. Row.Of(Reaction.Done, "no need to change", BinanceCodes.SameMarginType, BinanceCodes.SamePositionMode, -4171, -5027),
        .. Row.Of(Reaction.Refuse, "cannot be changed with open orders or positions", -4047, -4048, -4067, -4068),
        .. Row.Of(Reaction.Refuse, "balance is insufficient", -4050, -4051),
        .. Row.Of(Reaction.Halt, "the position mode is not what we think", -4060, -4061, -4062),
        .. Row.Of(Reaction.Halt, "only reducing is allowed", -4087, -4088, -4400, -4401),
        .. Row.Of(Reaction.Halt, "inactive account", -4109),
        .. Row.Of(Reaction.Refuse, "the symbol is closed, or not open for new positions", -4140, -4141, -5024),
        .. Row.Of(Reaction.Refuse, "leverage cannot be lowered with an isolated position", -4161),
        .. Row.Of(Reaction.Halt, "cooling off, identity, leverage or region", -4192, -4402, -4403),
        .. Row.Range(Reaction.Halt, "cooling off, identity, leverage or region", -4202, -4209),
        .. Row.Of(Reaction.Halt, "portfolio margin keeps the position mode", -4531),
    ];
}
