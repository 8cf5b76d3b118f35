using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>The venue's words and ours.</summary>
internal static class VenueWords
{
    /// <summary>
    /// Which price must reach a trigger. The mark: by it the engine decides, sets its stops and is liquidated; the last price of a thin
    /// moment would trigger stops that the engine does not see reached.
    /// </summary>
    public const string WorkingType = "MARK_PRICE";

    public static string Of(OrderSide side) => side == OrderSide.Buy ? "BUY" : "SELL";

    public static string Of(PositionSide side) => side switch
    {
        PositionSide.Long => "LONG",
        PositionSide.Short => "SHORT",
        _ => "BOTH",
    };

    public static string Of(OrderType type) => type switch
    {
        OrderType.Market => "MARKET",
        OrderType.Limit => "LIMIT",
        OrderType.StopMarket => "STOP_MARKET",
        OrderType.TakeProfitMarket => "TAKE_PROFIT_MARKET",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The venue has no such order."),
    };

    public static OrderSide Side(string text) => text == "BUY" ? OrderSide.Buy : OrderSide.Sell;

    public static PositionSide Leg(string? text) => text switch
    {
        "LONG" => PositionSide.Long,
        "SHORT" => PositionSide.Short,
        _ => PositionSide.Both,
    };

    /// <summary>Kinds that only people place are taken for their nearest relative.</summary>
    public static OrderType Type(string text) => text switch
    {
        "MARKET" => OrderType.Market,
        "STOP" or "STOP_MARKET" or "TRAILING_STOP_MARKET" => OrderType.StopMarket,
        "TAKE_PROFIT" or "TAKE_PROFIT_MARKET" => OrderType.TakeProfitMarket,
        _ => OrderType.Limit,
    };

    /// <summary>A status that nobody here knows counts as open: what may still act is not forgotten.</summary>
    public static VenueOrderStatus Status(string text) => text switch
    {
        "PARTIALLY_FILLED" => VenueOrderStatus.PartiallyFilled,
        "FILLED" => VenueOrderStatus.Filled,
        "CANCELED" => VenueOrderStatus.Canceled,
        "EXPIRED" or "EXPIRED_IN_MATCH" => VenueOrderStatus.Expired,
        "REJECTED" => VenueOrderStatus.Rejected,
        _ => VenueOrderStatus.New,
    };

    /// <summary>For any number: what is no time was refused where it was read, and never throws here.</summary>
    public static DateTimeOffset Utc(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(ms, 0, WireBounds.TimeMsMax));

    public static Price? PriceOf(decimal? value) => value is > 0m ? new Price(value.Value) : null;

    /// <summary>It can only take away: reduce-only, or in hedge mode selling a long or buying a short.</summary>
    public static bool Reduces(OrderIntent intent) => intent.ReduceOnly || intent switch
    {
        { PositionSide: PositionSide.Long, Side: OrderSide.Sell } => true,
        { PositionSide: PositionSide.Short, Side: OrderSide.Buy } => true,
        _ => false,
    };
}
