namespace QuantumTrader.Domain.Risk;

/// <summary>The peak could not be read or stored. Starting without it would forget how far equity fell.</summary>
public sealed class DrawdownStoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
