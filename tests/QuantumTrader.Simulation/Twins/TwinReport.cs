namespace QuantumTrader.Simulation.Twins;

public sealed record TwinReport(
    string EventHash,
    long Epochs,
    long EntriesAccepted,
    long EntriesTooLate,
    long TradesClosed,
    int TakenOver,
    int Recovered,
    int Deaths,
    int MachineDeaths,
    int Pauses,
    int Outages,
    long Stops,
    bool IsLatched,
    bool IsFlat);
