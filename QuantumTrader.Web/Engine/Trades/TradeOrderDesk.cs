using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>Makes the orders that look after a trade, and cancels them. All of them reduce.</summary>
public sealed class TradeOrderDesk(
    OrderExecutor executor, IExchangeReader reader, MissedFills missed, TradeBook book, SymbolTable symbols, PatientJournal journal, TimeProvider time, IIdSource ids)
{
    public ValueTask<ExecutionResult> PlaceAsync(TradeState trade, ProtectionAction.Place place) =>
        executor.SubmitAsync(
            Intent(trade, place.Purpose, place.Type, place.Quantity) with { TriggerPrice = place.Trigger, ReferencePrice = MarkOf(trade) ?? place.Trigger },
            ExitReasons.Of(place.Purpose),
            null);

    /// <summary>At the market, at most what the venue takes in one order; what is left is for the next exit.</summary>
    public ValueTask<ExecutionResult> ExitAsync(TradeState trade, string reason)
    {
        var chunks = ClosePlan.For(trade.QuantityOpen, symbols.Find(trade.Symbol)?.Instrument).Chunks;
        var quantity = chunks.Count > 0 ? chunks[0] : trade.QuantityOpen;
        return executor.SubmitAsync(Intent(trade, OrderPurpose.Exit, OrderType.Market, quantity), reason, null);
    }

    /// <summary>
    /// Cancels what keeps a position from being closed and does not protect it: our targets, and resting orders that reduce, people's own
    /// targets among them; with the position they would be gone anyway. People's orders that would open something stay, and are told.
    /// </summary>
    public async Task<Uncovering> UncoverAsync(TradeState trade)
    {
        var (canceled, theirs) = (0, new List<string>());
        foreach (var target in trade.Orders.Where(o => o.Purpose is OrderPurpose.TakeProfit or OrderPurpose.PartialTakeProfit).ToArray())
        {
            canceled += await executor.CancelAsync(trade.Symbol, target.ClientOrderId) is CancelOutcome.Canceled ? 1 : 0;
        }

        var read = await reader.GetOpenOrdersAsync(CancellationToken.None);
        foreach (var order in read.IsOk ? read.Value.Where(o => o.Symbol == trade.Symbol && o.PositionSide == trade.PositionSide && o.Side == trade.Direction.ExitSide()) : [])
        {
            var mayGo = order.ReduceOnly || order.PositionSide != PositionSide.Both || ClientOrderIds.TryParse(order.ClientOrderId, out _, out _);
            if (mayGo && ClientOrderId.TryCreate(order.ClientOrderId, out var id))
            {
                canceled += await executor.CancelAsync(order.Symbol, id) is CancelOutcome.Canceled ? 1 : 0;
            }
            else
            {
                theirs.Add(order.ClientOrderId);
            }
        }

        return new Uncovering(canceled > 0, theirs);
    }

    /// <summary>Only of a position that a reading of the venue shows, and only to send its exit again at once. True when a stop is gone.</summary>
    public async Task<bool> CancelStopsAsync(TradeState trade)
    {
        if (await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account }
            || !account.Positions.Any(p => p.Symbol == trade.Symbol && p.PositionSide == trade.PositionSide && p.Direction == trade.Direction))
        {
            return false;
        }

        var isGone = false;
        foreach (var stop in trade.Orders.Where(o => o.Purpose == OrderPurpose.StopLoss && o.Stage == TradeOrderStage.Working).ToArray())
        {
            if (await executor.CancelAsync(trade.Symbol, stop.ClientOrderId) is CancelOutcome.Canceled)
            {
                isGone = true;
                await SayCanceledAsync(trade, stop); // At once: should the exit not go through either, the stop must be missed.
            }
        }

        return isGone;
    }

    /// <summary>False when the venue did not say that the order is no longer open.</summary>
    public async Task<bool> CancelAsync(TradeState trade, TradeOrder order)
    {
        var outcome = await executor.CancelAsync(trade.Symbol, order.ClientOrderId);
        if (outcome is not CancelOutcome.NotOpen)
        {
            return outcome is CancelOutcome.Canceled;
        }

        if (Known(trade, order) is not { } known)
        {
            return true;
        }

        // It may still arrive there; whoever asks what became of it will tell.
        return known.Stage == TradeOrderStage.Working && await EndAsync(trade, order);
    }

    /// <summary>
    /// The venue has it no more, and nothing told us so: say it, or the book would carry it for ever. It may be gone because it was filled;
    /// taken for canceled, what it opened would be nobody's. False: the venue did not say, or its fills, which are told now, end it.
    /// </summary>
    private async Task<bool> EndAsync(TradeState trade, TradeOrder order)
    {
        var read = await reader.FindOrderAsync(trade.Symbol, order.ClientOrderId, CancellationToken.None);
        if (Known(trade, order) is not { } known)
        {
            return true; // told meanwhile
        }

        if (!read.IsOk || read.Value is OrderLookup.Found { Order.IsOpen: true })
        {
            return false;
        }

        if (read.Value is OrderLookup.Found { Order: var found } && found.FilledQuantity > known.Filled)
        {
            await missed.CatchUpAsync(trade);
            return false;
        }

        await SayCanceledAsync(trade, order);
        return true;
    }

    private async Task SayCanceledAsync(TradeState trade, TradeOrder order)
    {
        if (Known(trade, order) is not null)
        {
            await journal.PublishAsync(new OrderEnded(ids.Next(), time.GetUtcNow(), trade.TradeId)
            {
                Symbol = trade.Symbol,
                ClientOrderId = order.ClientOrderId,
                Purpose = order.Purpose,
                Reason = "CANCELED",
            });
        }
    }

    private TradeOrder? Known(TradeState trade, TradeOrder order) => book.Find(trade.TradeId)?.Orders.FirstOrDefault(o => o.ClientOrderId == order.ClientOrderId);

    private OrderIntent Intent(TradeState trade, OrderPurpose purpose, OrderType type, Quantity quantity) => new()
    {
        ClientOrderId = ClientOrderIds.ForTrade(trade.TradeId, purpose, trade.Version),
        TradeId = trade.TradeId,
        Symbol = trade.Symbol,
        Side = trade.Direction.ExitSide(),
        Type = type,
        Purpose = purpose,
        Quantity = quantity,
        ReduceOnly = true,
        PositionSide = trade.PositionSide,
        ReferencePrice = MarkOf(trade) ?? trade.ReferencePrice,
        Leverage = trade.Leverage,
        CreatedAtUtc = time.GetUtcNow(),
    };

    /// <summary>Null before the first live bar.</summary>
    private Price? MarkOf(TradeState trade) => symbols.Find(trade.Symbol) is { Mark: { IsValid: true } mark } ? mark : null;
}
