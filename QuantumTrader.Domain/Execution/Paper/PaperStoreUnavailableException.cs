namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>The paper account's store failed; whether the last save took is not known.</summary>
public sealed class PaperStoreUnavailableException(string message, Exception inner) : Exception(message, inner);
