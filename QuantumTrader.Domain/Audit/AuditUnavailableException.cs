namespace QuantumTrader.Domain.Audit;

/// <summary>The audit trail could not be written or read. What was to be recorded must not be done, unless it is a stop.</summary>
public sealed class AuditUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
