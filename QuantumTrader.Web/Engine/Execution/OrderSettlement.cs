using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Asks the venue about a trade's orders and tells the journal of those that are over.</summary>
public sealed class OrderSettlement(IExchangeReader reader, UnknownOrders unknown, IEventBus bus, TimeProvider time, IIdSource ids)
{
    /// <summary>Null when the venue has spoken about each order; else what it did not say.</summary>
    /// <param name="trade">Whose orders.</param>
    /// <param name="askingSinceUtc">"Does not exist" is believed only some time after this, for orders of which nothing was ever heard.</param>
    public async Task<string?> SettleAsync(TradeState trade, DateTimeOffset askingSinceUtc)
    {
        foreach (var order in trade.Orders)
        {
            var unsaid = order.Stage == TradeOrderStage.Working
                ? await SettleWorkingAsync(trade, order)
                : await SettleInFlightAsync(trade, order, askingSinceUtc);
            if (unsaid is not null)
            {
                return unsaid;
            }
        }

        return null;
    }

    /// <summary>The venue had it once.</summary>
    /// <param name="trade">Whose order.</param>
    /// <param name="order">At work, as far as anybody heard.</param>
    /// <param name="tellFills">Asked when the venue knows of more fills than the book; the end is told another time. Null: they are told already.</param>
    public async Task<string?> SettleWorkingAsync(TradeState trade, TradeOrder order, Func<TradeState, Task>? tellFills = null)
    {
        var read = await reader.FindOrderAsync(trade.Symbol, order.ClientOrderId, CancellationToken.None);
        if (!read.IsOk)
        {
            return read.Failure;
        }

        if (tellFills is not null && read.Value is OrderLookup.Found { Order: var found } && found.FilledQuantity > order.Filled)
        {
            await tellFills(trade);
        }
        else if (EndReason(read.Value) is { } reason)
        {
            await bus.PublishAsync(new OrderEnded(ids.Next(), time.GetUtcNow(), trade.TradeId)
            {
                Symbol = trade.Symbol,
                ClientOrderId = order.ClientOrderId,
                Purpose = order.Purpose,
                Reason = reason,
            });
        }

        return null;
    }

    private async Task<string?> SettleInFlightAsync(TradeState trade, TradeOrder order, DateTimeOffset askingSinceUtc) =>
        await unknown.SettleNowAsync(trade.TradeId, trade.Symbol, order.ClientOrderId, order.Purpose, askingSinceUtc)
            ? null
            : $"the venue did not say what became of {order.ClientOrderId.Value}";

    private static string? EndReason(OrderLookup lookup) => lookup switch
    {
        OrderLookup.NotFound => "NOT_PLACED",
        OrderLookup.Found { Order.Status: VenueOrderStatus.Canceled } => "CANCELED",
        OrderLookup.Found { Order.Status: VenueOrderStatus.Expired } => "EXPIRED",
        OrderLookup.Found { Order.Status: VenueOrderStatus.Rejected } => "REJECTED",
        _ => null,
    };
}
