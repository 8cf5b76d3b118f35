namespace QuantumTrader.Infrastructure.Execution;

/// <summary>How a kind of call says that it failed.</summary>
internal sealed record PaperAnswers<T>(Func<string, T> Unknown, Func<PaperFault, T> Rejected);
