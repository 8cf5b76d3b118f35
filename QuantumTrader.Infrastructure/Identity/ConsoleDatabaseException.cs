namespace QuantumTrader.Infrastructure.Identity;

/// <summary>The console database cannot be used until somebody mends it: damaged, or written by a newer version. The message names the remedy.</summary>
public sealed class ConsoleDatabaseException(string message, Exception? cause = null) : Exception(message, cause);
