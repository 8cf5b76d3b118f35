namespace QuantumTrader.Infrastructure.Events;

/// <summary>What a retry came to.</summary>
/// <param name="Succeeded">These left the list.</param>
/// <param name="Failed">These are still in it.</param>
/// <param name="Failure">Why the last of them failed; null when all succeeded.</param>
public sealed record DeadLetterRetry(int Succeeded, int Failed, string? Failure);
