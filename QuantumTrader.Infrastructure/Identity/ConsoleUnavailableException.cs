namespace QuantumTrader.Infrastructure.Identity;

/// <summary>The console database could not be asked; nothing is known, and nothing was saved as far as is known.</summary>
public sealed class ConsoleUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
