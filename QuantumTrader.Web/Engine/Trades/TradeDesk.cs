using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>
/// Looks after open trades: stop and targets from the actual fills, leftovers canceled after the close, exits on demand. For
/// each trade one piece of work at a time; what the venue refuses is tried again after a pause that grows.
/// </summary>
public sealed partial class TradeDesk(
    TradeOrderDesk orders,
    TradeBook book,
    SymbolTable symbols,
    IEventBus bus,
    EngineTasks tasks,
    TimeProvider time,
    IIdSource ids,
    ILogger<TradeDesk> log)
{
    private const int StepsMax = 25;
    private readonly Dictionary<TradeId, TradeCare> _cares = []; // bounded by the trades that are not settled
    private int _pauses;

    /// <summary>True while an emergency run owns the account, and until the start has reconciled it: then the desk neither sends nor cancels.</summary>
    public bool IsPaused => _pauses > 0;

    /// <summary>Trades that something is remembered of.</summary>
    public int CareCount => _cares.Count;

    /// <summary>Told of each closed trade, after its event: learning and statistics.</summary>
    public Action<TradeState>? TradeEnded { get; set; }

    /// <summary>What is done about a position whose stop is gone though nobody here took it away.</summary>
    public NakedAction Naked { get; init; }

    /// <summary>A trade of ours explains the position.</summary>
    public bool IsTraded(VenuePosition position) => HolderOf(position) is not null;

    /// <summary>The trade that holds a leg; null when no trade of ours explains it.</summary>
    public TradeId? TradeOf(Symbol symbol, PositionSide side, Direction direction) => HolderOf(symbol, side, direction)?.TradeId;

    /// <summary>The trade that holds a position, or a name for one that no trade of ours explains.</summary>
    public TradeId TradeFor(VenuePosition position)
    {
        var plain = position.Symbol.Value.Replace("_", "", StringComparison.Ordinal);
        return HolderOf(position)?.TradeId ?? TradeId.Create($"x-{plain[..Math.Min(20, plain.Length)]}");
    }

    /// <summary>
    /// The newest: a stop does not wait until a start has told the book the fills that the disk had refused. An older trade that looks
    /// open was over when the newer one was planned, or that would not have been; a close counted for it would end the wrong one.
    /// </summary>
    private TradeState? HolderOf(VenuePosition position) => HolderOf(position.Symbol, position.PositionSide, position.Direction);

    private TradeState? HolderOf(Symbol symbol, PositionSide side, Direction direction) => book.Open
        .Where(t => t.Symbol == symbol && t.PositionSide == side && t.Direction == direction)
        .MaxBy(t => (t.QuantityOpen.IsPositive || t.EntryIsWorking, t.PlannedAtUtc));

    /// <summary>After the book took the event in; <paramref name="result"/> is what it made of it.</summary>
    public void OnEvent(in JournaledEvent journaled, in TradeFoldResult result)
    {
        if (result is not { Outcome: TradeFoldOutcome.Applied, After: { } trade })
        {
            return;
        }

        if (result.IsOpening)
        {
            Publish(TradeSummary.Opened(trade, ids.Next(), time.GetUtcNow()));
        }

        if (result.IsClosing)
        {
            Publish(TradeSummary.Closed(trade, ids.Next(), time.GetUtcNow()));
            TradeEnded?.Invoke(trade);
        }

        if (journaled.Event is OrderEnded { Purpose: OrderPurpose.StopLoss, Reason: "NOT_PLACED" })
        {
            CareOf(trade.TradeId).StopFailures++;
        }

        if (journaled.Event is OrderEnded { Purpose: OrderPurpose.StopLoss } ended && IsNaked(trade))
        {
            log.StopIsGone(trade.TradeId.Value, ended.ClientOrderId.Value, ended.Reason);
            if (Naked == NakedAction.Flatten)
            {
                Exit(trade, ExitReasons.ProtectionFailed);
            }
        }

        if (journaled.Event is (TradeOrderEvent and not (OrderIntended or OrderDenied)) or TradeNotAtVenue)
        {
            Look(trade);
        }
    }

    /// <summary>Called after each event of a trade and on bars, so that whatever was missed is looked at again.</summary>
    public void Look(TradeState trade)
    {
        var care = _cares.GetValueOrDefault(trade.TradeId);
        if (care is { IsBusy: true })
        {
            care.IsDirty = true;
            return;
        }

        if (TradeCare.IsSettled(trade))
        {
            _cares.Remove(trade.TradeId);
            return;
        }

        var mayTry = !IsPaused && (care is null || time.GetUtcNow() >= care.NotBeforeUtc);
        if (mayTry && (TradeCare.WantsExit(trade, care) || care?.ReduceBy is not null || NextFor(trade, care) is not null))
        {
            BeginCare(trade.TradeId);
        }
    }

    /// <summary>Each pause needs its own <see cref="Resume"/>.</summary>
    public void Pause() => _pauses++;

    public void Resume() => _pauses--;

    /// <summary>Every trade that has something open; at the start, and when an emergency run hands the account back.</summary>
    public void LookAtAll()
    {
        foreach (var trade in book.Open.ToArray())
        {
            Look(trade);
        }

        LookAtLeftovers();
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

    /// <summary>Closes what a trade holds, at the market, and cancels the rest of its entry; tried again until nothing is held.</summary>
    public void Exit(TradeState trade, string reason)
    {
        if (IsPaused || trade.Phase is not (TradePhase.Open or TradePhase.PartiallyFilled) || !trade.QuantityOpen.IsPositive)
        {
            return;
        }

        CareOf(trade.TradeId).ExitReason ??= reason;
        Look(trade);
    }

    /// <summary>Held, and no stop of it is known to rest or to be on its way; unless it is being closed, for which its stop may have had to go.</summary>
    private bool IsNaked(TradeState trade) =>
        !IsPaused && trade.QuantityOpen.IsPositive && trade.Phase is TradePhase.Open or TradePhase.PartiallyFilled
        && _cares.GetValueOrDefault(trade.TradeId)?.ExitReason is null && trade.Orders.All(o => o.Purpose != OrderPurpose.StopLoss);

    /// <summary>Apart, because a closure in <see cref="Look"/> would be made on every look.</summary>
    private void BeginCare(TradeId id) => tasks.Run("look after a trade", () => CareAsync(id));

    private async Task CareAsync(TradeId id)
    {
        var care = CareOf(id);
        care.IsBusy = true;
        try
        {
            var goesOn = true;
            for (var step = 0; goesOn && !IsPaused; step++)
            {
                care.IsDirty = false;
                goesOn = step < StepsMax
                    ? (book.Find(id) is { } trade && await StepAsync(trade, care)) || (care.IsDirty && time.GetUtcNow() >= care.NotBeforeUtc)
                    : Pause(id, care);
            }
        }
        finally
        {
            care.IsBusy = false;
            if (book.Find(id) is not { } trade || TradeCare.IsSettled(trade))
            {
                _cares.Remove(id);
            }
        }
    }

    /// <summary>One piece of work; true when asking again makes sense.</summary>
    private async Task<bool> StepAsync(TradeState trade, TradeCare care)
    {
        if (TradeCare.WantsExit(trade, care))
        {
            care.ReduceBy = null;
            return await ExitAsync(trade, care);
        }

        if (care.ReduceBy is { } part)
        {
            care.ReduceBy = null; // Whoever wants it asks again when the venue shows that it is still needed.
            return await ReduceAsync(trade, part, care);
        }

        return NextFor(trade, care) switch
        {
            ProtectionAction.Place place => await PlaceAsync(trade, place, care),
            ProtectionAction.Cancel cancel => await orders.CancelAsync(trade, cancel.Order) || Pause(trade.TradeId, care),
            _ => false,
        };
    }

    private async Task<bool> PlaceAsync(TradeState trade, ProtectionAction.Place place, TradeCare care)
    {
        if (place.Purpose == OrderPurpose.StopLoss && care.StopIsHopeless)
        {
            care.ExitReason ??= ExitReasons.ProtectionFailed;
            return true;
        }

        var result = await orders.PlaceAsync(trade, place);
        if (result is ExecutionResult.Accepted && place.Purpose == OrderPurpose.StopLoss)
        {
            care.StopFailures = 0;
        }

        if (result is ExecutionResult.Accepted or ExecutionResult.Unknown)
        {
            return true; // An unknown one counts as placed until the venue has answered; the answer brings us back here.
        }

        if (result is ExecutionResult.Unrecorded or ExecutionResult.Denied { IsForLease: true })
        {
            return Pause(trade.TradeId, care, result); // That says nothing about the order, and must never end the trade.
        }

        log.ProtectionFailed(trade.TradeId.Value, place.Purpose.ToString(), result.ToString());
        if (result is ExecutionResult.Rejected { VenueCode: VenueCodes.WouldTriggerImmediately })
        {
            care.ExitReason ??= ExitReasons.Of(place.Purpose); // The level is passed already.
        }
        else if (place.Purpose == OrderPurpose.StopLoss)
        {
            care.StopFailures++;
        }
        else
        {
            care.TargetsGivenUp = true;
        }

        return true;
    }

    private async Task<bool> ExitAsync(TradeState trade, TradeCare care)
    {
        foreach (var entry in trade.Orders.Where(o => o.Purpose == OrderPurpose.Entry))
        {
            await orders.CancelAsync(trade, entry);
        }

        if (Wanting(trade.TradeId, care) is not { } now)
        {
            return true;
        }

        var result = await orders.ExitAsync(now, care.ExitReason!);
        if (result is ExecutionResult.Rejected { IsForOpenOrders: true } refused)
        {
            result = await ExitUncoveredAsync(now, care, refused);
        }

        if (result is ExecutionResult.Accepted or ExecutionResult.Unknown)
        {
            care.Succeeded();
            return false; // Its fills and its end bring us back here.
        }

        // Still held: at least a stop, then a pause, then the exit again.
        if (result is not ExecutionResult.Unrecorded && book.Find(trade.TradeId) is { } held && NextFor(held, care) is ProtectionAction.Place { Purpose: OrderPurpose.StopLoss } stop)
        {
            await orders.PlaceAsync(held, stop);
        }

        return Pause(trade.TradeId, care, result);
    }

    /// <summary>
    /// What stands in the way goes and the exit is sent again at once, twice at most: first without what only reduces, then without the stop,
    /// which nothing replaces meanwhile. Where people's orders need the margin, or its going did not help before, the stop stays.
    /// </summary>
    private async Task<ExecutionResult> ExitUncoveredAsync(TradeState trade, TradeCare care, ExecutionResult.Rejected refused)
    {
        ExecutionResult result = refused;
        var beside = await orders.UncoverAsync(trade);
        if (beside.HelpsPerhaps && Wanting(trade.TradeId, care) is { } uncovered)
        {
            result = await orders.ExitAsync(uncovered, care.ExitReason!);
        }

        var theyNeedMargin = beside.Theirs.Count > 0 && refused.VenueCode == VenueCodes.ReduceOnlyNeedsMargin;
        if (result is ExecutionResult.Rejected { IsForOpenOrders: true } && !theyNeedMargin && !care.StopIsNotInTheWay
            && Wanting(trade.TradeId, care) is { } held && await orders.CancelStopsAsync(held) && Wanting(trade.TradeId, care) is { } bare)
        {
            result = await orders.ExitAsync(bare, care.ExitReason!);
            care.StopIsNotInTheWay = result is ExecutionResult.Rejected { IsForOpenOrders: true };
        }

        if (result is ExecutionResult.Rejected { IsForOpenOrders: true } last)
        {
            log.ExitKeptByOpenOrders(trade.TradeId.Value, last.VenueCode, theyNeedMargin ? string.Join(", ", beside.Theirs) : "nothing that could be canceled");
        }

        return result;
    }

    /// <summary>The trade as it is by now, if it still wants its exit: a fill, or a stop of everything, may have come meanwhile.</summary>
    private TradeState? Wanting(TradeId id, TradeCare care) =>
        !IsPaused && book.Find(id) is { } trade && TradeCare.WantsExit(trade, care) ? trade : null;

    /// <summary>False, so that it can be returned: for now there is nothing more to do.</summary>
    private bool Pause(TradeId id, TradeCare care, ExecutionResult? result = null)
    {
        var pause = result is ExecutionResult.Unrecorded ? care.Waits(time.GetUtcNow()) : care.Failed(time.GetUtcNow());
        tasks.Run("look after a trade again", async () =>
        {
            await Task.Delay(pause, time);
            if (book.Find(id) is { } trade)
            {
                Look(trade);
            }
        });
        return false;
    }

    private ProtectionAction? NextFor(TradeState trade, TradeCare? care)
    {
        var action = symbols.Find(trade.Symbol) is { } state ? ProtectionPlanner.Next(trade, state.Instrument) : null;
        return action is ProtectionAction.Place { Purpose: not OrderPurpose.StopLoss } && care is { TargetsGivenUp: true } ? null : action;
    }

    private void Publish(DomainEvent e) => tasks.Publish("journal a trade fact", bus, e);

    private TradeCare CareOf(TradeId id)
    {
        if (!_cares.TryGetValue(id, out var care))
        {
            _cares.Add(id, care = new TradeCare());
        }

        return care;
    }
}
