using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Meaning;
using QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>A conditional order's way: NEW, TRIGGERING, TRIGGERED, FINISHED; or CANCELED, REJECTED, EXPIRED.</summary>
internal static class AlgoStates
{
    /// <summary>Null for a word that is not known.</summary>
    public static VenueOrderStatus? Of(AlgoMessage.AlgoPart o) => o.Status switch
    {
        "NEW" or "TRIGGERING" or "TRIGGERED" => VenueOrderStatus.New,
        // Filled or cancelled in the matching engine: what it filled tells which. One that closes a position names no quantity.
        "FINISHED" => o.FilledQuantity > 0m && o.FilledQuantity >= o.Quantity ? VenueOrderStatus.Filled : VenueOrderStatus.Canceled,
        "CANCELED" => VenueOrderStatus.Canceled,
        "REJECTED" => VenueOrderStatus.Rejected,
        "EXPIRED" => VenueOrderStatus.Expired,
        _ => null,
    };

    public static VenueOrder Order(AlgoMessage message, Symbol symbol, OrderSide side, VenueOrderStatus status)
    {
        var o = message.Order;
        return new()
        {
            VenueOrderId = o.AlgoId,
            ClientOrderId = o.ClientAlgoId,
            Symbol = symbol,
            Side = side,
            Type = OrderWords.Type(o.Type),
            Status = status,
            Quantity = new(o.Quantity),
            FilledQuantity = new(o.FilledQuantity),
            AveragePrice = ToPrice(o.AveragePrice),
            LimitPrice = ToPrice(o.Price),
            TriggerPrice = ToPrice(o.TriggerPrice),
            ReduceOnly = o.ReduceOnly || o.ClosePosition,
            PositionSide = OrderWords.Leg(o.PositionSide),
            UpdatedAtUtc = VenueWords.Utc(message.TransactionMs > 0 ? message.TransactionMs : message.EventMs),
        };
    }

    private static Price? ToPrice(decimal price) => price > 0m ? new Price(price) : null;
}
