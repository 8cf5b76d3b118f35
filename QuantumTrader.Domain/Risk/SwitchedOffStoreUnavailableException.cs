namespace QuantumTrader.Domain.Risk;

/// <summary>What is switched off could not be read or stored; nothing may be assumed about it.</summary>
public sealed class SwitchedOffStoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
