namespace QuantumTrader.Infrastructure.Execution.Binance.Codes;

/// <summary>What follows from an error code.</summary>
public enum Reaction
{
    /// <summary>It certainly failed; again later, a bounded number of times. An entry is not sent again.</summary>
    Retry,

    /// <summary>It may have been done.</summary>
    Unknown,

    /// <summary>Refused for what is already there, or is no longer: ask for the order before anything else.</summary>
    Ask,

    /// <summary>It was certainly not done because of the clock: measure it, then once more. An entry is not sent again.</summary>
    Resync,

    /// <summary>Nothing more until the venue says so.</summary>
    Wait,

    /// <summary>What was asked for is so already.</summary>
    Done,

    /// <summary>The request itself is wrong, or cannot be granted now. The same again would be refused again.</summary>
    Refuse,

    /// <summary>Nothing new is opened while the venue goes on saying it, and people are told: the key, the account or the mode is not what it was.</summary>
    Halt,

    /// <summary>What it was reckoned from is out of date: read anew, reckon anew, try once.</summary>
    Reread,
}
