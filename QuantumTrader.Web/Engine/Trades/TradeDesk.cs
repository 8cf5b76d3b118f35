using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>
/// Looks after open trades: stop and targets from the actual fills, leftovers canceled after the close, exits on demand.
/// For each trade one piece of work at a time asks <see cref="ProtectionPlanner"/> until nothing is left to do.
/// </summary>
public sealed class TradeDesk(
    OrderExecutor executor,
    TradeBook book,
    SymbolTable symbols,
    IEventBus bus,
    EngineTasks tasks,
    TimeProvider time,
    IIdSource ids,
    ILogger<TradeDesk> log)
{
    private const int StepsMax = 25;
    private const int StopFailuresMax = 2;
    private static readonly TimeSpan BackoffMin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(30);
    private readonly Dictionary<TradeId, Care> _cares = [];

    /// <summary>True while an emergency run owns the account: then the run alone sends and cancels.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Told of each closed trade, after its event: learning and statistics.</summary>
    public Action<TradeState>? TradeEnded { get; set; }

    /// <summary>The trade that holds a symbol, or a name for a position that no trade of ours explains.</summary>
    public TradeId TradeFor(Symbol symbol) =>
        book.OpenFor(symbol)?.TradeId ?? TradeId.Create($"x-{symbol.Value.Replace("_", "", StringComparison.Ordinal)[..Math.Min(20, symbol.Value.Length - symbol.Value.Count(c => c == '_'))]}");

    /// <summary>Subscribed to the bus after the book, so that the book already shows the event.</summary>
    public void OnEvent(JournaledEvent journaled)
    {
        if (journaled.Event is not TradeEvent e || book.Find(e.TradeId) is not { } trade)
        {
            return;
        }

        if (e is OrderFilled fill)
        {
            OnFilled(trade, fill);
        }

        if (e is OrderFilled or OrderEnded or OrderRejected or OrderAccepted)
        {
            Look(trade);
        }
    }

    /// <summary>Called on every bar of a symbol with an open trade: whatever was missed is looked at again.</summary>
    public void Look(TradeState trade)
    {
        if (IsPaused || (_cares.TryGetValue(trade.TradeId, out var care) && care.IsBusy))
        {
            care = _cares.GetValueOrDefault(trade.TradeId);
            care?.IsDirty = true;
            return;
        }

        if (NextFor(trade) is not null)
        {
            tasks.Run("look after a trade", () => CareAsync(trade.TradeId));
        }
    }

    /// <summary>Orders that outlived their trade, because a cancel was lost or the process died before it.</summary>
    public void LookAtLeftovers()
    {
        if (book.Leftovers.Count == 0)
        {
            return;
        }

        foreach (var trade in book.Leftovers.ToArray())
        {
            Look(trade);
        }
    }

    /// <summary>Closes what a trade holds, at the market.</summary>
    public void Exit(TradeState trade, string reason)
    {
        if (IsPaused || trade.Phase is not (TradePhase.Open or TradePhase.PartiallyFilled) || !trade.QuantityOpen.IsPositive || CareOf(trade.TradeId).IsExiting)
        {
            return;
        }

        var care = CareOf(trade.TradeId);
        care.IsExiting = true;
        tasks.Run("exit a trade", () => ExitAsync(trade, reason, care));
    }

    private void OnFilled(TradeState trade, OrderFilled fill)
    {
        if (fill.Purpose == OrderPurpose.Entry && trade.QuantityEntered == fill.Quantity && trade.EntryPrice is { } entry)
        {
            Publish(new TradeOpened(ids.Next(), time.GetUtcNow(), trade.TradeId)
            {
                Symbol = trade.Symbol,
                Direction = trade.Direction,
                Quantity = trade.QuantityEntered,
                EntryPrice = entry,
                Leverage = trade.Leverage,
            });
        }

        if (trade.Phase == TradePhase.Closed && trade.LastFillId == fill.FillId && trade is { EntryPrice: { } from, ExitPrice: { } to })
        {
            Publish(new TradeClosed(ids.Next(), time.GetUtcNow(), trade.TradeId)
            {
                Symbol = trade.Symbol,
                Direction = trade.Direction,
                EntryPrice = from,
                ExitPrice = to,
                Quantity = trade.QuantityEntered,
                GrossPnl = trade.GrossPnl,
                Fees = trade.Fees,
                Funding = trade.Funding,
                ExitReason = trade.ExitReason,
                Held = (trade.ClosedAtUtc ?? time.GetUtcNow()) - (trade.OpenedAtUtc ?? trade.PlannedAtUtc),
            });
            TradeEnded?.Invoke(trade);
        }
    }

    private ProtectionAction? NextFor(TradeState trade)
    {
        if (symbols.Find(trade.Symbol) is not { } state)
        {
            return null;
        }

        if (_cares.TryGetValue(trade.TradeId, out var care) && care.IsExiting)
        {
            return null; // The answer to the exit brings us back.
        }

        var action = ProtectionPlanner.Next(trade, state.Instrument);
        return action is ProtectionAction.Place { Purpose: not OrderPurpose.StopLoss } && CareOf(trade.TradeId).TargetsGivenUp ? null : action;
    }

    private async Task CareAsync(TradeId id)
    {
        var care = CareOf(id);
        care.IsBusy = true;
        try
        {
            for (var step = 0; step < StepsMax && !IsPaused; step++)
            {
                await Task.Delay(Backoff(care.Failures), time); // a venue that refuses is not to be flooded
                care.IsDirty = false;
                if (book.Find(id) is not { } trade || NextFor(trade) is not { } action || !await DoAsync(trade, action, care))
                {
                    if (!care.IsDirty)
                    {
                        break;
                    }
                }
            }
        }
        finally
        {
            care.IsBusy = false;
            if (book.Find(id) is not { } trade || (trade.IsOver && trade.Orders.Count == 0))
            {
                _cares.Remove(id);
            }
        }
    }

    /// <summary>True when asking the planner again makes sense.</summary>
    private async Task<bool> DoAsync(TradeState trade, ProtectionAction action, Care care)
    {
        if (action is ProtectionAction.Cancel cancel)
        {
            return await CancelAsync(trade, cancel.Order, care);
        }

        var place = (ProtectionAction.Place)action;
        var intent = new OrderIntent
        {
            ClientOrderId = ClientOrderIds.ForTrade(trade.TradeId, place.Purpose, trade.Version),
            TradeId = trade.TradeId,
            Symbol = trade.Symbol,
            Side = trade.Direction.ExitSide(),
            Type = place.Type,
            Purpose = place.Purpose,
            Quantity = place.Quantity,
            ReduceOnly = true,
            PositionSide = trade.PositionSide,
            TriggerPrice = place.Trigger,
            ReferencePrice = symbols.Find(trade.Symbol)?.Mark ?? place.Trigger,
            Leverage = trade.Leverage,
            CreatedAtUtc = time.GetUtcNow(),
        };
        var result = await executor.SubmitAsync(intent, ReasonFor(place.Purpose), null);
        if (result is ExecutionResult.Accepted)
        {
            care.Failures = 0;
            care.StopFailures = place.Purpose == OrderPurpose.StopLoss ? 0 : care.StopFailures;
            return true;
        }

        return OnPlaceFailed(trade, place, result, care);
    }

    private bool OnPlaceFailed(TradeState trade, ProtectionAction.Place place, ExecutionResult result, Care care)
    {
        if (result is ExecutionResult.Unknown)
        {
            return true; // It counts as placed until the venue has answered; the answer brings us back here.
        }

        var passed = result is ExecutionResult.Rejected { VenueCode: VenueCodes.WouldTriggerImmediately };
        if (place.Purpose != OrderPurpose.StopLoss && !passed)
        {
            care.TargetsGivenUp = true;
            return true;
        }

        care.StopFailures++;
        care.Failures++;
        log.ProtectionFailed(trade.TradeId.Value, place.Purpose.ToString(), result.ToString());
        if (!passed && care.StopFailures < StopFailuresMax)
        {
            return true;
        }

        // The level is already passed, or the venue takes no stop: a naked position is worse than no position.
        Exit(book.Find(trade.TradeId) ?? trade, passed ? ReasonFor(place.Purpose) : "PROTECTION_FAILED");
        return false;
    }

    private async Task<bool> CancelAsync(TradeState trade, TradeOrder order, Care care)
    {
        var outcome = await executor.CancelAsync(trade.Symbol, order.ClientOrderId);
        care.Failures = outcome is CancelOutcome.Unknown ? care.Failures + 1 : 0;
        if (outcome is not CancelOutcome.NotOpen || book.Find(trade.TradeId) is not { } now || !now.Orders.Any(o => o.ClientOrderId == order.ClientOrderId))
        {
            return outcome is not CancelOutcome.Unknown;
        }

        // The venue has it no more, and nothing told us so: say it, or the book would carry it for ever.
        await bus.PublishAsync(new OrderEnded(ids.Next(), time.GetUtcNow(), trade.TradeId)
        {
            Symbol = trade.Symbol,
            ClientOrderId = order.ClientOrderId,
            Purpose = order.Purpose,
            Reason = "CANCELED",
        });
        return true;
    }

    private async Task ExitAsync(TradeState trade, string reason, Care care)
    {
        try
        {
            var intent = new OrderIntent
            {
                ClientOrderId = ClientOrderIds.ForTrade(trade.TradeId, OrderPurpose.Exit, trade.Version),
                TradeId = trade.TradeId,
                Symbol = trade.Symbol,
                Side = trade.Direction.ExitSide(),
                Type = OrderType.Market,
                Purpose = OrderPurpose.Exit,
                Quantity = trade.QuantityOpen,
                ReduceOnly = true,
                PositionSide = trade.PositionSide,
                ReferencePrice = symbols.Find(trade.Symbol)?.Mark ?? trade.ReferencePrice,
                Leverage = trade.Leverage,
                CreatedAtUtc = time.GetUtcNow(),
            };
            var result = await executor.SubmitAsync(intent, reason, null);
            care.Failures += result is ExecutionResult.Rejected or ExecutionResult.Denied ? 1 : 0;
        }
        finally
        {
            care.IsExiting = false;
            Look(book.Find(trade.TradeId) ?? trade);
        }
    }

    private void Publish(DomainEvent e)
    {
        var publishing = bus.PublishAsync(e);
        if (!publishing.IsCompletedSuccessfully)
        {
            tasks.Own("journal a trade fact", publishing.AsTask());
        }
    }

    private Care CareOf(TradeId id)
    {
        if (!_cares.TryGetValue(id, out var care))
        {
            _cares.Add(id, care = new Care());
        }

        return care;
    }

    /// <summary>None for the first two attempts, then doubled from 250 ms to 30 s.</summary>
    private static TimeSpan Backoff(int failures) =>
        failures < 2 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(BackoffMax.Ticks, BackoffMin.Ticks << Math.Min(failures - 2, 20)));

    private static string ReasonFor(OrderPurpose purpose) => purpose switch
    {
        OrderPurpose.StopLoss => "STOP_LOSS",
        OrderPurpose.TakeProfit => "TAKE_PROFIT",
        OrderPurpose.PartialTakeProfit => "PARTIAL_TAKE_PROFIT",
        _ => "",
    };

    private sealed class Care
    {
        public bool IsBusy { get; set; }

        public bool IsDirty { get; set; }

        public bool IsExiting { get; set; }

        public bool TargetsGivenUp { get; set; }

        public int StopFailures { get; set; }

        /// <summary>Refusals in a row, of whatever order; the next attempt waits the longer for it.</summary>
        public int Failures { get; set; }
    }
}
