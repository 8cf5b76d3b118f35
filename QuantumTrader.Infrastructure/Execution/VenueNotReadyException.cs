namespace QuantumTrader.Infrastructure.Execution;

/// <summary>The venue cannot be made ready; the message says why and what to do.</summary>
public sealed class VenueNotReadyException(string message) : Exception(message);
