using Binance.Net.Enums;

namespace QuantumTrader.Infrastructure.Execution.Binance.BinanceNet;

/// <summary>The port's words in the package's terms. A word that is none is a fault of ours, and is thrown before anything is sent.</summary>
internal static class NetWords
{
    public static OrderSide Side(string word) => word switch
    {
        "BUY" => OrderSide.Buy,
        "SELL" => OrderSide.Sell,
        _ => throw Unknown(word),
    };

    public static PositionSide Leg(string word) => word switch
    {
        "BOTH" => PositionSide.Both,
        "LONG" => PositionSide.Long,
        "SHORT" => PositionSide.Short,
        _ => throw Unknown(word),
    };

    public static FuturesOrderType Type(string word) => word switch
    {
        "MARKET" => FuturesOrderType.Market,
        "LIMIT" => FuturesOrderType.Limit,
        _ => throw Unknown(word),
    };

    public static ConditionalOrderType AlgoType(string word) => word switch
    {
        "STOP_MARKET" => ConditionalOrderType.StopMarket,
        "TAKE_PROFIT_MARKET" => ConditionalOrderType.TakeProfitMarket,
        _ => throw Unknown(word),
    };

    public static TimeInForce? InForce(string? word) => word switch
    {
        null => null,
        "GTC" => TimeInForce.GoodTillCanceled,
        "IOC" => TimeInForce.ImmediateOrCancel,
        "FOK" => TimeInForce.FillOrKill,
        "GTX" => TimeInForce.GoodTillCrossing,
        _ => throw Unknown(word),
    };

    public static WorkingType Working(string word) => word switch
    {
        "MARK_PRICE" => WorkingType.Mark,
        "CONTRACT_PRICE" => WorkingType.Contract,
        _ => throw Unknown(word),
    };

    public static FuturesMarginType Margin(string word) => word switch
    {
        "ISOLATED" => FuturesMarginType.Isolated,
        "CROSSED" => FuturesMarginType.Cross,
        _ => throw Unknown(word),
    };

    public static KlineInterval Interval(string word) => word switch
    {
        "1m" => KlineInterval.OneMinute,
        "3m" => KlineInterval.ThreeMinutes,
        "5m" => KlineInterval.FiveMinutes,
        "15m" => KlineInterval.FifteenMinutes,
        "30m" => KlineInterval.ThirtyMinutes,
        "1h" => KlineInterval.OneHour,
        "4h" => KlineInterval.FourHour,
        "1d" => KlineInterval.OneDay,
        _ => throw Unknown(word),
    };

    /// <summary>Without trailing zeros, which the venue counts as precision.</summary>
    public static decimal Plain(decimal number) => number / 1.000000000000000000000000000000m;

    public static decimal? Plain(decimal? number) => number is { } given ? Plain(given) : null;

    private static ArgumentException Unknown(string? word) => new($"'{word}' is no word of the venue's that is used here.", nameof(word));
}
