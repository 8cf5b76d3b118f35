namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>What a seat has to say.</summary>
public enum SeatState
{
    /// <summary>Nobody sits there: no vote.</summary>
    NotInstalled,

    /// <summary>Installed, and has said nothing yet.</summary>
    Missing,

    Stale,
    Failed,
    Allows,
    Denies,
}
