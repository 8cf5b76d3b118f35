namespace QuantumTrader.FakeVenue.Faults;

/// <summary>What can happen to a REST call.</summary>
public enum FaultKind
{
    /// <summary>Its own answer, later by <see cref="FaultRule.Delay"/>.</summary>
    Delay,

    /// <summary>No answer at all; the connection stays until the client gives up.</summary>
    Hang,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Half of the answer, then the connection is cut.</summary>
    Truncate,

    /// <summary>503 "Unknown error, please check your request or try again later.": it may have been executed.</summary>
    Unknown503,

    /// <summary>503 "Service Unavailable.": certainly not executed.</summary>
    Unavailable503,

    /// <summary>503 "Internal error; unable to process your request. Please try again.": certainly not executed.</summary>
    Internal503,

    /// <summary>503 with -1008: throttled; what reduces risk is let through, as the venue does.</summary>
    Throttled503,

    /// <summary>429 with -1003 and Retry-After.</summary>
    TooMany429,

    /// <summary>418 with -1003, a time in its text and Retry-After.</summary>
    Banned418,

    /// <summary>408 with -1007: it may have been executed.</summary>
    Timeout408,

    /// <summary>403 with a page of HTML, as the firewall in front of the venue sends it.</summary>
    Forbidden403,

    /// <summary>Refused with <see cref="FaultRule.Code"/>.</summary>
    Error,
}
