namespace QuantumTrader.Simulation.Harness;

/// <summary>What happened in a run that violated nothing.</summary>
/// <param name="EventHash">SHA-256 over the journal's lines.</param>
/// <param name="CrashStepReached">Whether the step was there at which the process should die.</param>
/// <param name="EventTypes">The journal's events in order, by name.</param>
public sealed record SimulationReport(
    string EventHash,
    long Events,
    long EntriesSent,
    long TradesClosed,
    long Stops,
    long Resets,
    long Crashes,
    long FaultsInjected,
    bool CrashStepReached,
    bool EndedLatched,
    bool EndedFlat,
    IReadOnlyList<string> EventTypes);
