namespace QuantumTrader.Domain.Trades;

public enum TradePhase
{
    /// <summary>Sized, not yet sent.</summary>
    Planned,

    /// <summary>The entry's intent is journaled; it may be on the wire.</summary>
    Submitted,

    /// <summary>The venue has the entry; nothing is filled.</summary>
    Working,

    /// <summary>Nobody knows whether the venue has the entry.</summary>
    Unknown,

    /// <summary>Some of the entry is filled and the rest is still working.</summary>
    PartiallyFilled,

    /// <summary>The entry is over and there is a position.</summary>
    Open,

    /// <summary>An exit was sent and there is still a position.</summary>
    Closing,

    Closed,
    Denied,
    Rejected,

    /// <summary>The entry ended without a fill.</summary>
    Canceled,
}
