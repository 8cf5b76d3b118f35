using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Turns what the venue tells into the ledger's numbers and the journal's events, in the venue's order.</summary>
public sealed class VenueUpdates(AccountLedger ledger, TradeBook book, IEventBus bus, EngineTasks tasks, TimeProvider time, IIdSource ids, ILogger<VenueUpdates> log)
    : IExchangeListener
{
    public void OnUpdate(ExchangeUpdate update)
    {
        switch (update)
        {
            case ExchangeUpdate.Filled { Fill: var fill }:
                OnFill(fill);
                break;
            case ExchangeUpdate.OrderChanged { Order: var order }:
                OnOrder(order);
                break;
            case ExchangeUpdate.FundingPaid funding:
                OnFunding(funding);
                break;
            case ExchangeUpdate.Transferred transfer:
                ledger.ApplyTransfer(transfer.Amount);
                break;
        }
    }

    /// <summary>A fill that the journal may not hold yet. Told twice, it counts once: ledger and fold know its id.</summary>
    public void OnFill(VenueFill fill)
    {
        ledger.Apply(fill);
        if (Owner(fill.ClientOrderId, fill.Symbol, fill.PositionSide, fill.AtUtc) is not var (trade, purpose, id))
        {
            log.ForeignFill(fill.Symbol.Value, fill.ClientOrderId, fill.FillId);
            return;
        }

        if (book.Find(trade)!.FillIds.Contains(fill.FillId))
        {
            return; // Told before; the journal has it.
        }

        Publish(new OrderFilled(ids.Next(), time.GetUtcNow(), trade)
        {
            Symbol = fill.Symbol,
            ClientOrderId = id,
            Purpose = purpose,
            FillId = fill.FillId,
            Side = fill.Side,
            Price = fill.Price,
            Quantity = fill.Quantity,
            Remaining = fill.Remaining,
            Fee = fill.Fee,
            RealisedPnl = fill.RealisedPnl,
            IsLiquidation = fill.IsLiquidation,
        });
    }

    private void OnOrder(VenueOrder order)
    {
        if (order.IsOpen || order.Status == VenueOrderStatus.Filled || Owner(order.ClientOrderId, order.Symbol, order.PositionSide, order.UpdatedAtUtc) is not var (trade, purpose, id))
        {
            return;
        }

        if (book.Find(trade) is null)
        {
            log.UnknownTrade(order.Symbol.Value, order.ClientOrderId); // It had no fill, so there is nothing to account for.
            return;
        }

        Publish(new OrderEnded(ids.Next(), time.GetUtcNow(), trade)
        {
            Symbol = order.Symbol,
            ClientOrderId = id,
            Purpose = purpose,
            Reason = order.Status.ToString().ToUpperInvariant(),
        });
    }

    private void OnFunding(ExchangeUpdate.FundingPaid funding)
    {
        ledger.ApplyFunding(funding.Amount);
        if (book.OpenFor(funding.Symbol) is { } trade)
        {
            Publish(new TradeFunded(ids.Next(), time.GetUtcNow(), trade.TradeId) { Symbol = funding.Symbol, Amount = funding.Amount });
        }
    }

    private void Publish(DomainEvent e)
    {
        var publishing = bus.PublishAsync(e);
        if (!publishing.IsCompletedSuccessfully)
        {
            tasks.Own("journal a venue update", publishing.AsTask());
        }
    }

    /// <summary>
    /// Whose order it is: by its id, or, for an emergency's and the venue's own closes, the trade that holds the symbol. Null when
    /// no trade of the book explains it: the ledger counts it all the same, and its symbol takes no entry while something is held.
    /// </summary>
    private (TradeId Trade, OrderPurpose Purpose, ClientOrderId Id)? Owner(string clientOrderId, Symbol symbol, PositionSide side, DateTimeOffset atUtc)
    {
        if (!ClientOrderId.TryCreate(clientOrderId, out var id))
        {
            return null;
        }

        if (ClientOrderIds.TryParse(clientOrderId, out var trade, out var purpose))
        {
            return book.Find(trade) is null ? null : (trade, purpose.Value, id);
        }

        // What the venue tells late happened before the symbol's present trade was thought of.
        return book.OpenFor(symbol) is { } open && open.PlannedAtUtc <= atUtc && (side == PositionSide.Both || side == open.PositionSide)
            ? (open.TradeId, ClientOrderIds.IsEmergency(clientOrderId) ? OrderPurpose.Emergency : OrderPurpose.Exit, id)
            : null;
    }
}
