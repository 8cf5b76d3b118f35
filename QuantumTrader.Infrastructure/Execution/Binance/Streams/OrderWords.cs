using System.Diagnostics.CodeAnalysis;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>The venue's words for orders in the domain's.</summary>
internal static class OrderWords
{
    private const string Settled = "delivery_autoclose-";

    public static bool TrySide(string? word, out OrderSide side)
    {
        side = word == "SELL" ? OrderSide.Sell : OrderSide.Buy;
        return word is "BUY" or "SELL";
    }

    public static PositionSide Leg(string? word) => word switch
    {
        "LONG" => PositionSide.Long,
        "SHORT" => PositionSide.Short,
        _ => PositionSide.Both,
    };

    /// <summary>By what makes it act: kinds that we do not send are the nearest that we know.</summary>
    public static OrderType Type(string? word) => word switch
    {
        "LIMIT" => OrderType.Limit,
        "STOP" or "STOP_MARKET" or "TRAILING_STOP_MARKET" => OrderType.StopMarket,
        "TAKE_PROFIT" or "TAKE_PROFIT_MARKET" => OrderType.TakeProfitMarket,
        _ => OrderType.Market,
    };

    /// <summary>False for a word that is not known: then nothing is concluded from it.</summary>
    public static bool TryStatus(string? word, [NotNullWhen(true)] out VenueOrderStatus? status)
    {
        status = word switch
        {
            "NEW" or "NEW_INSURANCE" or "NEW_ADL" => VenueOrderStatus.New,
            "PARTIALLY_FILLED" => VenueOrderStatus.PartiallyFilled,
            "FILLED" => VenueOrderStatus.Filled,
            "CANCELED" => VenueOrderStatus.Canceled,
            "EXPIRED" or "EXPIRED_IN_MATCH" => VenueOrderStatus.Expired,
            "REJECTED" => VenueOrderStatus.Rejected,
            _ => null,
        };
        return status is not null;
    }

    /// <summary>Liquidation, reduction by ADL, settlement of a contract that ends.</summary>
    public static bool IsVenueMade(string clientOrderId, string? execution) =>
        execution == "CALCULATED" || ClientOrderIds.IsVenueMade(clientOrderId) || clientOrderId.StartsWith(Settled, StringComparison.Ordinal);
}
