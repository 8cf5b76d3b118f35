namespace QuantumTrader.Simulation.Nth;

/// <summary>What happens to the one operation that fails.</summary>
internal enum FaultKind
{
    /// <summary>A plain no, at once: the venue's code, a disk that refuses, a reading that fails.</summary>
    Error,

    /// <summary>It was done, and the answer says that nobody knows.</summary>
    UnknownApplied,

    /// <summary>It was not done, and the answer says that nobody knows; a store says so late.</summary>
    UnknownNotApplied,

    /// <summary>It is done, later than anybody waits for it.</summary>
    Hang,

    /// <summary>The process dies there; before or after, each is a step of its own.</summary>
    Crash,

    /// <summary>The lease cannot be proved at that look.</summary>
    LeaseUnproven,
}
