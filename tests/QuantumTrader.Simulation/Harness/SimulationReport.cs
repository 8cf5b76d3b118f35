namespace QuantumTrader.Simulation.Harness;

/// <summary>What happened in a run that violated nothing.</summary>
/// <param name="EventHash">SHA-256 over the journal's lines.</param>
/// <param name="ScriptedCrash">Where the process died that was told to; empty when it did not.</param>
/// <param name="WasFlatAtScriptedCrash">The stop had ended before that.</param>
/// <param name="HealedToFlat">The slowest stop once everything worked; null when there was none.</param>
/// <param name="Counts">What happened, by name.</param>
/// <param name="Evaluated">How often each invariant was looked at.</param>
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
    long ReducedWhileAway,
    string ScriptedCrash,
    bool WasFlatAtScriptedCrash,
    bool EndedLatched,
    bool EndedFlat,
    TimeSpan? HealedToFlat,
    Counts Counts,
    Counts Evaluated,
    IReadOnlyList<string> EventTypes);
