namespace QuantumTrader.Domain.Emergency;

/// <summary>A sign of life of the engine's own thread.</summary>
/// <param name="ProcessId">Whose.</param>
/// <param name="Count">Grows with every beat of that process.</param>
public readonly record struct Heartbeat(int ProcessId, long Count, HeartbeatState State);

/// <summary>What the engine last said that it does. A value that is not known counts as on duty.</summary>
public enum HeartbeatState
{
    /// <summary>It opens what an earlier process left, or goes on with a stop.</summary>
    Starting,

    /// <summary>It looks after the account.</summary>
    OnDuty,

    /// <summary>Another process looks after the account.</summary>
    StandingBy,

    /// <summary>A stop is run without the app.</summary>
    Stopping,

    /// <summary>It was ended on purpose; orders stay at the venue as they are.</summary>
    Ended,
}
