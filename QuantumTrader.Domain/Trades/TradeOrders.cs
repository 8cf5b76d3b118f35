using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>Upkeep of a trade's two order lists: working, and over. Lists are copied, never changed; a trade has a handful of orders.</summary>
internal static class TradeOrders
{
    public static TradeOrder? Find(TradeState s, ClientOrderId id) => Find(s.Orders, id) ?? Find(s.OrdersOver, id);

    public static TradeState Intended(TradeState s, OrderIntended e)
    {
        var known = Find(s, e.ClientOrderId);
        var order = new TradeOrder
        {
            ClientOrderId = e.ClientOrderId,
            Purpose = e.Purpose,
            Side = e.Side,
            Type = e.Type,
            Quantity = e.Quantity,
            Filled = known?.Filled ?? Quantity.Zero, // a close may be sent again under the same id
            TriggerPrice = e.TriggerPrice,
            Reason = e.Reason,
            Stage = TradeOrderStage.Intended,
        };
        return s with { Orders = [.. Without(s.Orders, order.ClientOrderId), order], OrdersOver = Without(s.OrdersOver, order.ClientOrderId) };
    }

    /// <summary>Changes nothing for an order that is over or that the trade does not know.</summary>
    public static TradeState Staged(TradeState s, ClientOrderId id, TradeOrderStage stage)
    {
        var order = Find(s.Orders, id);
        var isNews = order is not null && order.Stage != stage && !(stage == TradeOrderStage.Unknown && order.Stage == TradeOrderStage.Working);
        return isNews ? s with { Orders = Replaced(s.Orders, order! with { Stage = stage }) } : s;
    }

    public static TradeState Over(TradeState s, ClientOrderId id)
    {
        var order = Find(s.Orders, id);
        if (order is null)
        {
            return s;
        }

        var over = s.OrdersOver.Count < TradeState.OrdersOverMax ? s.OrdersOver : s.OrdersOver.Skip(1);
        return s with { Orders = Without(s.Orders, id), OrdersOver = [.. over, order with { Stage = TradeOrderStage.Over }] };
    }

    public static TradeState Filled(TradeState s, OrderFilled e, bool isEntry)
    {
        if (Find(s.Orders, e.ClientOrderId) is { } working)
        {
            var filled = working with { Filled = working.Filled + e.Quantity };
            var after = s with { Orders = Replaced(s.Orders, filled) };

            // An entry is over when its fills add up: "nothing remains" may be told before an earlier fill is.
            var isOver = filled.Filled >= filled.Quantity || (!isEntry && !e.Remaining.IsPositive);
            return isOver ? Over(after, e.ClientOrderId) : after;
        }

        return Find(s.OrdersOver, e.ClientOrderId) is { } over
            ? s with { OrdersOver = Replaced(s.OrdersOver, over with { Filled = over.Filled + e.Quantity }) }
            : s;
    }

    private static TradeOrder? Find(IReadOnlyList<TradeOrder> orders, ClientOrderId id)
    {
        for (var i = 0; i < orders.Count; i++)
        {
            if (orders[i].ClientOrderId == id)
            {
                return orders[i];
            }
        }

        return null;
    }

    private static IReadOnlyList<TradeOrder> Without(IReadOnlyList<TradeOrder> orders, ClientOrderId id) =>
        Find(orders, id) is null ? orders : [.. orders.Where(o => o.ClientOrderId != id)];

    private static TradeOrder[] Replaced(IReadOnlyList<TradeOrder> orders, TradeOrder changed) =>
        [.. orders.Select(o => o.ClientOrderId == changed.ClientOrderId ? changed : o)];
}
