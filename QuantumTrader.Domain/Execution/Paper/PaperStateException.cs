namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>A stored paper account cannot be gone on with; the message says why and what helps.</summary>
public sealed class PaperStateException(string message) : Exception(message);
