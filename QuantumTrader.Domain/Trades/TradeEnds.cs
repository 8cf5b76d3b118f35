using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>Ends of trades that no event of this process tells.</summary>
public static class TradeEnds
{
    /// <summary>
    /// Another process ended it, so long ago that the shared store has dropped it: closed with nothing invented. When is not known
    /// either; it says when it was opened, which no later look mistakes for news.
    /// </summary>
    public static TradeState Elsewhere(TradeState trade) => trade.Orders.Aggregate(trade, (s, order) => TradeOrders.Over(s, order.ClientOrderId)) with
    {
        Phase = trade.QuantityEntered.IsPositive ? TradePhase.Closed : TradePhase.Canceled,
        QuantityUnexplained = trade.QuantityUnexplained + trade.QuantityOpen,
        QuantityOpen = Quantity.Zero,
        ExitReason = trade.QuantityEntered.IsPositive ? ExitReasons.EndedElsewhere : "",
        ClosedAtUtc = trade.OpenedAtUtc ?? trade.PlannedAtUtc,
        Version = trade.Version + 1,
    };
}
