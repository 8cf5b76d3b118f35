namespace QuantumTrader.FakeVenue.Program;

/// <summary>A command line that cannot be used; the message names the option and what to do, in one line.</summary>
public sealed class ProgramArgumentException(string message) : Exception(message);
