using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>
/// One event into one trade: pure, and the same whatever order the venue's facts come in and however often.
/// An event with sequence 0 was not made durable; it counts in memory and leaves <see cref="TradeState.LastSequence"/> alone.
/// </summary>
public static class TradeFold
{
    /// <param name="state">The trade that the event names, or null when it is not known.</param>
    /// <param name="journaled">The event and its place.</param>
    /// <param name="journalId">The journal that the place is in; a trade that begins here carries it from then on.</param>
    public static TradeFoldResult Apply(TradeState? state, in JournaledEvent journaled, string journalId = "")
    {
        if (journaled.Event is not TradeEvent e)
        {
            return new(TradeFoldOutcome.NotATrade, state, state, null, null);
        }

        if (e is TradePlanned planned && state is null)
        {
            return new(TradeFoldOutcome.Applied, null, Stamp(Begun(planned, journalId), journaled.Sequence), TradeEventKind.Planned, null);
        }

        if (e is TradeRecovered recovered && state is null)
        {
            return new(TradeFoldOutcome.Applied, null, Stamp(TradeRecovery.Begun(recovered, journalId), journaled.Sequence), TradeEventKind.Recovered, null);
        }

        if (state is null && e is TradeOrderEvent { Purpose: OrderPurpose.Emergency })
        {
            return new(TradeFoldOutcome.NotATrade, null, null, null, null); // a stop closes whatever is held, whether a trade explains it or not
        }

        return state is null
            ? Illegal(null, null, $"{EventCatalogue.Of(e).Name} for trade {e.TradeId}, which is not known")
            : Continue(state, e, journaled.Sequence);
    }

    private static TradeFoldResult Continue(TradeState state, TradeEvent e, long sequence)
    {
        if (IsDuplicate(state, e, sequence))
        {
            return new(TradeFoldOutcome.Duplicate, state, state, null, null);
        }

        if (FaultOf(state, e) is { } fault)
        {
            return Illegal(state, null, fault);
        }

        var after = Sums(state, e);
        var kind = TradeEventKinds.Of(e, after);
        if (TradeTransitions.Next(state.Phase, kind) is not { } next)
        {
            return Illegal(state, kind, $"{kind} cannot happen to trade {state.TradeId} in phase {state.Phase}");
        }

        return new(TradeFoldOutcome.Applied, state, Stamp(Entering(after, next, e), sequence), kind, null);
    }

    private static bool IsDuplicate(TradeState state, TradeEvent e, long sequence) =>
        (sequence > 0 && sequence <= state.LastSequence)
        || (e is TradePlanned && state.IsRecovered) // the lost plan, told after all
        || (e is TradeNotAtVenue && !state.QuantityOpen.IsPositive) // a fill was told first, or this was
        || (e is OrderFilled fill && TradeFills.IsKnown(state, fill.FillId));

    private static string? FaultOf(TradeState s, TradeEvent e)
    {
        var symbol = TradeBook.SymbolOf(e);
        return symbol != s.Symbol ? $"trade {s.TradeId} is of {s.Symbol}, the event of {symbol}"
            : e is OrderFilled fill ? TradeFills.Fault(s, fill)
            : null;
    }

    /// <summary>Everything but the phase.</summary>
    private static TradeState Sums(TradeState s, TradeEvent e) => e switch
    {
        OrderIntended { Purpose: OrderPurpose.Entry } i => TradeOrders.Intended(s, i) with { QuantityPlanned = i.Quantity },
        OrderIntended i => TradeOrders.Intended(s, i),
        OrderAccepted a => TradeOrders.Staged(s, a.ClientOrderId, TradeOrderStage.Working),
        OrderUnknown u => TradeOrders.Staged(s, u.ClientOrderId, TradeOrderStage.Unknown),
        OrderFilled f => TradeFills.Apply(s, f),
        OrderDenied or OrderRejected or OrderEnded => TradeOrders.Over(s, ((TradeOrderEvent)e).ClientOrderId),
        TradeFunded f => s with { Funding = s.Funding + f.Amount },
        TradeNotAtVenue => s with { QuantityUnexplained = s.QuantityUnexplained + s.QuantityOpen, QuantityOpen = Quantity.Zero },
        _ => s,
    };

    private static TradeState Entering(TradeState s, TradePhase next, TradeEvent e)
    {
        var isOver = next is TradePhase.Closed or TradePhase.Denied or TradePhase.Rejected or TradePhase.Canceled;
        return s with
        {
            Phase = next,
            ExitReason = next != TradePhase.Closed ? "" : s.QuantityUnexplained.IsPositive ? ExitReasons.NotAtVenue : s.LastExitReason,
            ClosedAtUtc = !isOver ? null : s.ClosedAtUtc ?? e.AtUtc,
        };
    }

    private static TradeState Stamp(TradeState s, long sequence) =>
        s with { Version = s.Version + 1, LastSequence = Math.Max(s.LastSequence, sequence) };

    private static TradeFoldResult Illegal(TradeState? state, TradeEventKind? kind, string why) =>
        new(TradeFoldOutcome.Illegal, state, state, kind, why);

    private static TradeState Begun(TradePlanned e, string journalId) => new()
    {
        JournalId = journalId,
        TradeId = e.TradeId,
        Symbol = e.Symbol,
        Direction = e.Direction,
        PositionSide = e.PositionSide,
        Phase = TradePhase.Planned,
        QuantityPlanned = e.Quantity,
        Leverage = e.Leverage,
        ReferencePrice = e.ReferencePrice,
        Confidence = e.Confidence,
        ModelId = e.ModelId,
        ModelVersion = e.ModelVersion,
        SizingState = e.SizingState,
        SizingAction = e.SizingAction,
        StopLoss = e.StopLoss,
        TakeProfit = e.TakeProfit,
        PartialTakeProfit = e.PartialTakeProfit,
        PartialShare = e.PartialShare,
        PlannedAtUtc = e.AtUtc,
    };
}
