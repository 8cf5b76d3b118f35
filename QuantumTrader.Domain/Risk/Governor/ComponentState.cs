namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>How a part of the system is; nobody who does not know says that it is well.</summary>
public enum ComponentState
{
    Unknown,
    Ok,

    /// <summary>It works, and not as it should.</summary>
    Degraded,

    Down,
}
