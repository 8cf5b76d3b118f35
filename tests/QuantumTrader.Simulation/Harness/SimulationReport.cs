namespace QuantumTrader.Simulation.Harness;

/// <summary>What happened in a run that violated nothing.</summary>
/// <param name="EventHash">SHA-256 over the journal's lines.</param>
/// <param name="ScriptedCrash">Where the process died that was told to; empty when it did not.</param>
/// <param name="WasFlatAtScriptedCrash">The stop had ended before that.</param>
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
    IReadOnlyList<string> EventTypes);
