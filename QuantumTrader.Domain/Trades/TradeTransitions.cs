using Kind = QuantumTrader.Domain.Trades.TradeEventKind;
using Phase = QuantumTrader.Domain.Trades.TradePhase;

namespace QuantumTrader.Domain.Trades;

/// <summary>
/// The one table of a trade's life. Venue facts may come late, twice and out of order, so a fill before its acceptance,
/// a fill after the cancel was confirmed and an acceptance after "unknown" are all legal.
/// </summary>
public static class TradeTransitions
{
    /// <summary>Null: the pair cannot happen. The caller records it and halts the symbol.</summary>
    public static Phase? Next(Phase phase, Kind kind) => kind switch
    {
        Kind.Recovered => null,
        Kind.EntryIntended => phase == Phase.Planned ? Phase.Submitted : null,
        <= Kind.EntryEndedFlat => Entry(phase, kind),
        <= Kind.ProtectionEnded => Protection(phase, kind),
        <= Kind.ExitsOverEntryWorks => Exit(phase, kind),
        _ => Fact(phase, kind),
    };

    private static Phase? Entry(Phase phase, Kind kind) => (phase, kind) switch
    {
        (Phase.Planned or Phase.Submitted or Phase.Denied, Kind.EntryDenied) => Phase.Denied,
        (Phase.Denied, Kind.EntryEndedEmpty) => Phase.Denied,
        (Phase.Submitted or Phase.Unknown or Phase.Rejected, Kind.EntryRejected) => Phase.Rejected,
        (Phase.Rejected, Kind.EntryUnknown or Kind.EntryEndedEmpty) => Phase.Rejected,
        (Phase.Canceled, Kind.EntryRejected) => Phase.Canceled,
        (Phase.Planned, Kind.EntryEndedEmpty) => Phase.Canceled,
        (Phase.Planned or Phase.Denied or Phase.Rejected, _) => null,
        (Phase.Submitted or Phase.Unknown, Kind.EntryAccepted) => Phase.Working,
        (Phase.Submitted, Kind.EntryUnknown) => Phase.Unknown,
        (_, Kind.EntryAccepted or Kind.EntryUnknown) => phase,
        (Phase.Submitted or Phase.Working or Phase.Unknown or Phase.Canceled, Kind.EntryEndedEmpty) => Phase.Canceled,
        (Phase.Closing, Kind.EntryEndedEmpty) => Phase.Closing, // an exit was told before any fill of the entry
        _ => EntryFill(phase, kind),
    };

    private static Phase? EntryFill(Phase phase, Kind kind) => (phase, kind) switch
    {
        (Phase.Submitted or Phase.Working or Phase.Unknown or Phase.PartiallyFilled, Kind.EntryPartlyFilled) => Phase.PartiallyFilled,
        (Phase.Closing, Kind.EntryPartlyFilled or Kind.EntryFilledWhole or Kind.EntryEndedFilled) => Phase.Closing,
        (_, Kind.EntryPartlyFilled or Kind.EntryFilledWhole) => Phase.Open,
        (_, Kind.EntryFilledFlat) => Phase.Closed,
        (Phase.PartiallyFilled or Phase.Open, Kind.EntryEndedFilled) => Phase.Open,
        (Phase.PartiallyFilled or Phase.Open or Phase.Closing or Phase.Closed, Kind.EntryEndedFlat) => Phase.Closed,
        _ => null,
    };

    // A protective order may be on its way when its entry ends or its position closes: only a trade that was never sent has none.
    private static Phase? Protection(Phase phase, Kind kind) => phase switch
    {
        Phase.Planned or Phase.Denied => null,
        Phase.Rejected when kind == Kind.ProtectionIntended => null,
        _ => phase,
    };

    private static Phase? Exit(Phase phase, Kind kind) => (phase, kind) switch
    {
        (Phase.Planned or Phase.Denied or Phase.Rejected, _) => null,
        (Phase.PartiallyFilled or Phase.Open, Kind.ExitIntended) => Phase.Closing,
        (Phase.Open or Phase.Closing or Phase.Closed, Kind.ExitFilledWhole) => Phase.Closed, // over before: its position was not at the venue
        (_, Kind.ExitFilledWhole) => null,
        (Phase.Closed or Phase.Canceled, Kind.ExitPartlyFilled) => Phase.Closing, // an entry's fill is still to be told
        (Phase.Open or Phase.Closing, Kind.ExitsOver) => Phase.Open,
        (Phase.PartiallyFilled or Phase.Closing, Kind.ExitsOverEntryWorks) => Phase.PartiallyFilled,
        (_, Kind.ExitsOver or Kind.ExitsOverEntryWorks) => null,
        _ => phase,
    };

    private static Phase? Fact(Phase phase, Kind kind) => (phase, kind) switch
    {
        (Phase.PartiallyFilled or Phase.Open or Phase.Closing or Phase.Closed, Kind.Funded or Kind.Opened) => phase,
        // A journal that failed for a while may hold what follows from fills without the fills; the venue tells them at the start.
        (Phase.Submitted or Phase.Working or Phase.Unknown, Kind.Funded or Kind.Opened or Kind.Closed) => phase,
        (Phase.PartiallyFilled or Phase.Open or Phase.Closing or Phase.Closed, Kind.Closed) => phase,
        (Phase.PartiallyFilled or Phase.Open or Phase.Closing or Phase.Closed, Kind.NotAtVenue) => Phase.Closed,
        (Phase.Canceled, Kind.Funded) => phase, // the entry's end was told before its fills
        _ => null,
    };
}
