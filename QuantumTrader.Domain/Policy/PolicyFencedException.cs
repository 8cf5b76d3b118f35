namespace QuantumTrader.Domain.Policy;

/// <summary>A process with a later epoch leads now. An emergency is never refused like this; every other write of the old leader is.</summary>
public sealed class PolicyFencedException(string message) : PolicyUnavailableException(message);
