namespace QuantumTrader.Simulation.Checks;

/// <summary>A simulated run did what must never happen; the message says how to repeat it.</summary>
public sealed class InvariantViolationException(string message) : Exception(message);
