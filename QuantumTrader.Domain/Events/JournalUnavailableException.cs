namespace QuantumTrader.Domain.Events;

/// <summary>An event could not be made durable: the disk is full, read-only or failing.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
