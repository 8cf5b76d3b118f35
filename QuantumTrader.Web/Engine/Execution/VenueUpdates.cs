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
    private const int PaymentsKept = 200; // a few fundings of every symbol
    private static readonly TimeSpan ClocksDifferMax = TimeSpan.FromSeconds(5); // a recovered trade begins by the venue's clock
    private readonly Queue<ExchangeUpdate> _payments = new(PaymentsKept + 1);
    private readonly HashSet<(Symbol, long)> _onTheirWay = []; // fills that wait for the disk: told again, they would only fill it

    /// <summary>Another process leads and writes down what happens; here only the account's numbers are kept.</summary>
    public bool OnlyWatches { get; set; }

    /// <summary>Who else hears of every order, also of those that are not ours.</summary>
    public Action<VenueOrder>? OrderTold { get; set; }

    /// <summary>Told of each leverage that somebody set, also of our own.</summary>
    public Action<Symbol, Leverage>? LeverageTold { get; init; }

    /// <summary>Told of a fill by which the venue took away what no trade of the book explains.</summary>
    public Action<VenueFill>? ForeignTaken { get; init; }

    /// <summary>Told of a trade whose stop has triggered and does not become an order.</summary>
    public Action<TradeState>? StopStuck { get; init; }

    /// <summary>Orders that the venue calls filled and whose fills do not add up.</summary>
    public DoubtedFills Doubts { get; } = new(book);

    /// <summary>Fills so far that the book did not have when they came; one that waits for the disk counts each time.</summary>
    public long FillsTold { get; private set; }

    /// <summary>Fills that the disk keeps from the book.</summary>
    public int FillsOnTheirWay => _onTheirWay.Count;

    public void OnUpdate(ExchangeUpdate update)
    {
        switch (update)
        {
            case ExchangeUpdate.Filled { Fill: var fill }:
                OnFill(fill);
                break;
            case ExchangeUpdate.OrderChanged { Order: var order }:
                OrderTold?.Invoke(order);
                OnOrder(order);
                break;
            case ExchangeUpdate.FundingPaid funding:
                OnFunding(funding);
                break;
            case ExchangeUpdate.FundingAssigned assigned:
                OnAssigned(assigned);
                break;
            case ExchangeUpdate.Transferred transfer:
                OnTransfer(transfer);
                break;
            case ExchangeUpdate.LeverageSet set:
                LeverageTold?.Invoke(set.Symbol, set.Leverage);
                break;
            case ExchangeUpdate.TriggerStuck stuck:
                OnStuck(stuck);
                break;
        }
    }

    /// <summary>A fill that the journal may not hold yet. Told twice, it counts once: ledger and fold know its id.</summary>
    public void OnFill(VenueFill fill)
    {
        var (wasKnown, isNew) = (ledger.IsKnown, ledger.Apply(fill));
        if (OnlyWatches)
        {
            return;
        }

        if (Owner(fill.ClientOrderId, fill.Symbol, fill.PositionSide, fill.Side, fill.AtUtc) is not var (trade, purpose, id))
        {
            log.ForeignFill(fill.Symbol.Value, fill.ClientOrderId, fill.FillId);
            if (fill.IsLiquidation && wasKnown && isNew)
            {
                ForeignTaken?.Invoke(fill); // live: of what a start lists, people may have decided long ago
            }

            return;
        }

        if (IsKnown(fill, book.Find(trade)!))
        {
            return; // Told before; the journal has it.
        }

        FillsTold++;
        if (_onTheirWay.Contains((fill.Symbol, fill.FillId)))
        {
            return;
        }

        tasks.Run("journal a fill", () => TellAsync(fill, new OrderFilled(ids.Next(), time.GetUtcNow(), trade)
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
        }));
    }

    private async Task TellAsync(VenueFill fill, OrderFilled e)
    {
        _onTheirWay.Add((fill.Symbol, fill.FillId));
        try
        {
            await bus.PublishAsync(e);
        }
        finally
        {
            _onTheirWay.Remove((fill.Symbol, fill.FillId));
        }
    }

    /// <summary>
    /// By its owner, or by another trade: an emergency's close does not name its own, which is over by now, and a recovered trade counts
    /// fills that name the trade before it. Counted for both, the position would be in the book twice. An id alone proves nothing: a
    /// stand-by on paper takes trades over whose fills were another account's.
    /// </summary>
    private bool IsKnown(VenueFill fill, TradeState owner) =>
        owner.FillIds.Contains(fill.FillId)
        || (ClientOrderIds.TryParse(fill.ClientOrderId, out _, out _)
            ? IsCounted(fill, by: t => t.IsRecovered && t.Symbol == owner.Symbol && owner.PlannedAtUtc <= t.PlannedAtUtc + ClocksDifferMax)
            : IsCounted(fill, by: _ => true));

    private bool IsCounted(VenueFill fill, Func<TradeState, bool> by) => book.Open.Concat(book.Recent).Any(t => t.FillIds.Contains(fill.FillId) && by(t));

    private void OnOrder(VenueOrder order)
    {
        if (OnlyWatches || order.IsOpen || Owner(order.ClientOrderId, order.Symbol, order.PositionSide, order.Side, order.UpdatedAtUtc) is not var (trade, purpose, id))
        {
            return;
        }

        if (order.Status == VenueOrderStatus.Filled)
        {
            if (Doubts.OnFilled(trade, id, order))
            {
                log.FillsInDoubt(order.Symbol.Value, id.Value);
            }

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
        if (!IsNew(funding))
        {
            return;
        }

        ledger.ApplyFunding(funding.Amount, funding.AtUtc);
        TellFunding(funding.Symbol, funding.Amount);
    }

    private void OnAssigned(ExchangeUpdate.FundingAssigned assigned)
    {
        if (IsNew(assigned))
        {
            TellFunding(assigned.Symbol, assigned.Amount);
        }
    }

    private void TellFunding(Symbol symbol, Usd amount)
    {
        if (!OnlyWatches && book.OpenFor(symbol) is { } trade)
        {
            Publish(new TradeFunded(ids.Next(), time.GetUtcNow(), trade.TradeId) { Symbol = symbol, Amount = amount });
        }
    }

    private void OnTransfer(ExchangeUpdate.Transferred transfer)
    {
        if (IsNew(transfer))
        {
            ledger.ApplyTransfer(transfer.Amount, transfer.AtUtc);
        }
    }

    private void OnStuck(ExchangeUpdate.TriggerStuck stuck)
    {
        if (!OnlyWatches && ClientOrderIds.TryParse(stuck.ClientOrderId, out var id, out var purpose) && purpose == OrderPurpose.StopLoss && book.Find(id) is { } trade)
        {
            StopStuck?.Invoke(trade);
        }
    }

    /// <summary>Told twice, money counts once.</summary>
    private bool IsNew(ExchangeUpdate payment)
    {
        if (_payments.Contains(payment))
        {
            return false;
        }

        _payments.Enqueue(payment);
        if (_payments.Count > PaymentsKept)
        {
            _payments.Dequeue();
        }

        return true;
    }

    private void Publish(DomainEvent e) => tasks.Publish("journal a venue update", bus, e);

    /// <summary>
    /// Whose order it is: by its id, or, for an emergency's and the venue's own closes, the trade that holds the symbol. Null when
    /// no trade of the book explains it: the ledger counts it all the same, and its symbol takes no entry while something is held.
    /// </summary>
    private (TradeId Trade, OrderPurpose Purpose, ClientOrderId Id)? Owner(string clientOrderId, Symbol symbol, PositionSide side, OrderSide orderSide, DateTimeOffset atUtc)
    {
        if (!ClientOrderId.TryCreate(clientOrderId, out var id))
        {
            return null;
        }

        if (ClientOrderIds.TryParse(clientOrderId, out var trade, out var purpose))
        {
            return book.Find(trade) is null ? null : (trade, purpose.Value, id);
        }

        return Holder(id, symbol, side, orderSide, atUtc) is { } open
            ? (open.TradeId, ClientOrderIds.IsEmergency(clientOrderId) ? OrderPurpose.Emergency : OrderPurpose.Exit, id)
            : null;
    }

    /// <summary>
    /// The open trade that asked for this close; else the newest that it can have closed. What the venue tells late happened
    /// before the symbol's present trade was thought of, and an older trade may only look open until its own fills are told.
    /// </summary>
    private TradeState? Holder(ClientOrderId id, Symbol symbol, PositionSide side, OrderSide orderSide, DateTimeOffset atUtc)
    {
        var open = book.Open.Where(t => t.Symbol == symbol && (side == PositionSide.Both || side == t.PositionSide)).ToArray();
        return open.FirstOrDefault(t => t.Orders.Any(o => o.ClientOrderId == id))
            ?? open.Where(t => t.PlannedAtUtc <= atUtc && t.Direction.ExitSide() == orderSide).MaxBy(t => t.PlannedAtUtc);
    }
}
