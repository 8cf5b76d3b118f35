using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>The venue's orders as the engine knows them. A conditional order that triggered stays one order, under our id and its first number.</summary>
internal static class OrderMapping
{
    public static VenueOrder Regular(BinanceOrder order, Symbol symbol, AlgoOrigin? link) => new()
    {
        VenueOrderId = link?.AlgoId ?? order.OrderId,
        ClientOrderId = link?.ClientAlgoId ?? order.ClientOrderId,
        Symbol = symbol,
        Side = VenueWords.Side(order.Side),
        Type = VenueWords.Type(link?.OrderType ?? order.OrigType ?? order.Type),
        Status = VenueWords.Status(order.Status),
        Quantity = new(order.OrigQty),
        FilledQuantity = new(order.ExecutedQty),
        AveragePrice = VenueWords.PriceOf(order.AvgPrice),
        LimitPrice = VenueWords.PriceOf(order.Price),
        TriggerPrice = VenueWords.PriceOf(link?.TriggerPrice ?? order.StopPrice),
        ReduceOnly = order.ReduceOnly || order.ClosePosition,
        PositionSide = VenueWords.Leg(order.PositionSide),
        UpdatedAtUtc = VenueWords.Utc(order.UpdateTime),
    };

    /// <param name="order">The conditional order.</param>
    /// <param name="symbol">Its symbol.</param>
    /// <param name="actual">What it became; null when it has not triggered, or the venue knows that order no more.</param>
    public static VenueOrder Conditional(BinanceAlgoOrder order, Symbol symbol, BinanceOrder? actual)
    {
        var (status, filled) = actual is null ? StateOf(order) : (VenueWords.Status(actual.Status), actual.ExecutedQty);
        return new()
        {
            VenueOrderId = order.AlgoId,
            ClientOrderId = order.ClientAlgoId,
            Symbol = symbol,
            Side = VenueWords.Side(order.Side),
            Type = VenueWords.Type(order.OrderType),
            Status = status,
            Quantity = new(actual?.OrigQty ?? order.Quantity ?? 0m),
            FilledQuantity = new(filled),
            AveragePrice = VenueWords.PriceOf(actual is null ? order.ActualPrice : actual.AvgPrice),
            LimitPrice = VenueWords.PriceOf(order.Price),
            TriggerPrice = VenueWords.PriceOf(order.TriggerPrice),
            ReduceOnly = order.ReduceOnly || order.ClosePosition,
            PositionSide = VenueWords.Leg(order.PositionSide),
            UpdatedAtUtc = VenueWords.Utc(Math.Max(order.UpdateTime, actual?.UpdateTime ?? 0)),
        };
    }

    /// <summary>A finished one was filled or cancelled in the regular book: only the quantity tells which.</summary>
    private static (VenueOrderStatus Status, decimal Filled) StateOf(BinanceAlgoOrder order)
    {
        var filled = order.ActualQty ?? 0m;
        return order.AlgoStatus switch
        {
            "FINISHED" when filled > 0m && filled >= (order.Quantity ?? 0m) => (VenueOrderStatus.Filled, filled),
            "FINISHED" => (VenueOrderStatus.Canceled, filled),
            _ => (VenueWords.Status(order.AlgoStatus), filled),
        };
    }
}
