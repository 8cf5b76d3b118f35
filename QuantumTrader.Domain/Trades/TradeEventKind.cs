namespace QuantumTrader.Domain.Trades;

/// <summary>
/// What an event means to a trade's phase: the event's type, its order's purpose, and what it leaves behind.
/// "Protection" are resting stop-loss and take-profit orders; their fills count as exit fills.
/// </summary>
public enum TradeEventKind
{
    Planned,

    /// <summary>A trade begins with what the venue holds; one that is known is never recovered.</summary>
    Recovered,

    EntryIntended,
    EntryDenied,
    EntryAccepted,
    EntryRejected,
    EntryUnknown,

    /// <summary>The entry's fills do not yet add up to what it asked for.</summary>
    EntryPartlyFilled,

    /// <summary>The entry's fills add up to what it asked for, and a position is held.</summary>
    EntryFilledWhole,

    /// <summary>The entry is over with this fill, and exits that were told earlier have already taken all of it.</summary>
    EntryFilledFlat,

    EntryEndedEmpty,

    /// <summary>Ended with fills; a position is held.</summary>
    EntryEndedFilled,

    /// <summary>Ended with fills; exits have already taken all of them.</summary>
    EntryEndedFlat,

    ProtectionIntended,
    ProtectionDenied,
    ProtectionAccepted,
    ProtectionRejected,
    ProtectionUnknown,
    ProtectionEnded,

    ExitIntended,
    ExitAccepted,
    ExitUnknown,

    /// <summary>Refused by the gate; another exit may be working.</summary>
    ExitDenied,

    ExitRejected,
    ExitEnded,

    /// <summary>An exit filled and something is left.</summary>
    ExitPartlyFilled,

    /// <summary>The position is zero and the entry is over.</summary>
    ExitFilledWhole,

    /// <summary>No exit works any more (filled, ended, rejected or denied), a position is left, and the entry is over.</summary>
    ExitsOver,

    /// <summary>No exit works any more, a position is left, and the entry still works.</summary>
    ExitsOverEntryWorks,

    Funded,
    Opened,
    Closed,

    /// <summary>What was held is not at the venue, and no fill says where it went.</summary>
    NotAtVenue,
}
