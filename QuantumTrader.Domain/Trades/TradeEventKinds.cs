using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Domain.Trades;

/// <summary>Says what an event means to a trade, given the state after the event's sums were taken in.</summary>
internal static class TradeEventKinds
{
    /// <summary>Of an event whose meaning does not depend on the state.</summary>
    public static TradeEventKind Of(TradeEvent e, TradeState after) => e switch
    {
        TradePlanned => TradeEventKind.Planned,
        TradeRecovered => TradeEventKind.Recovered,
        TradeFunded => TradeEventKind.Funded,
        TradeOpened => TradeEventKind.Opened,
        TradeClosed => TradeEventKind.Closed,
        TradeNotAtVenue => TradeEventKind.NotAtVenue,
        TradeOrderEvent { Purpose: OrderPurpose.Entry } o => Entry(o, after),
        OrderFilled => ExitFilled(after),
        TradeOrderEvent o when IsProtection(o.Purpose) => Protection(o),
        TradeOrderEvent o => Exit(o, after),
        _ => throw new ArgumentException($"{e.GetType().Name} has no meaning for a trade; give it a TradeEventKind.", nameof(e)),
    };

    public static bool IsProtection(OrderPurpose purpose) =>
        purpose is OrderPurpose.StopLoss or OrderPurpose.TakeProfit or OrderPurpose.PartialTakeProfit;

    private static TradeEventKind Entry(TradeOrderEvent e, TradeState after) => e switch
    {
        OrderIntended => TradeEventKind.EntryIntended,
        OrderDenied => TradeEventKind.EntryDenied,
        OrderAccepted => TradeEventKind.EntryAccepted,
        OrderRejected => TradeEventKind.EntryRejected,
        OrderUnknown => TradeEventKind.EntryUnknown,
        OrderFilled => EntryFilled(after),
        _ when !after.QuantityEntered.IsPositive => TradeEventKind.EntryEndedEmpty,
        _ when after.Phase == TradePhase.Closing && ExitsAreOver(after) => TradeEventKind.ExitsOver,
        _ => after.QuantityOpen.Value == 0m ? TradeEventKind.EntryEndedFlat : TradeEventKind.EntryEndedFilled,
    };

    private static TradeEventKind EntryFilled(TradeState after) =>
        !after.EntryIsWorking && after.QuantityOpen.Value == 0m ? TradeEventKind.EntryFilledFlat
        : after.Phase == TradePhase.Closing && ExitsAreOver(after) ? ExitsOver(after) // the exit was told before this fill
        : after.QuantityEntered >= after.QuantityPlanned ? TradeEventKind.EntryFilledWhole
        : TradeEventKind.EntryPartlyFilled;

    private static TradeEventKind Protection(TradeOrderEvent e) => e switch
    {
        OrderIntended => TradeEventKind.ProtectionIntended,
        OrderDenied => TradeEventKind.ProtectionDenied,
        OrderAccepted => TradeEventKind.ProtectionAccepted,
        OrderRejected => TradeEventKind.ProtectionRejected,
        OrderUnknown => TradeEventKind.ProtectionUnknown,
        _ => TradeEventKind.ProtectionEnded,
    };

    private static TradeEventKind Exit(TradeOrderEvent e, TradeState after) => e switch
    {
        OrderIntended => TradeEventKind.ExitIntended,
        OrderAccepted => TradeEventKind.ExitAccepted,
        OrderUnknown => TradeEventKind.ExitUnknown,
        _ when ExitsAreOver(after) => ExitsOver(after),
        OrderDenied => TradeEventKind.ExitDenied,
        OrderRejected => TradeEventKind.ExitRejected,
        _ => TradeEventKind.ExitEnded,
    };

    private static TradeEventKind ExitFilled(TradeState after)
    {
        if (!after.EntryIsWorking && after.QuantityEntered.IsPositive && after.QuantityOpen.Value == 0m)
        {
            return TradeEventKind.ExitFilledWhole;
        }

        return after.Phase == TradePhase.Closing && ExitsAreOver(after) ? ExitsOver(after) : TradeEventKind.ExitPartlyFilled;
    }

    private static TradeEventKind ExitsOver(TradeState after) => after.EntryIsWorking ? TradeEventKind.ExitsOverEntryWorks : TradeEventKind.ExitsOver;

    private static bool ExitsAreOver(TradeState after) => !after.ExitIsWorking && after.QuantityOpen.IsPositive;
}
