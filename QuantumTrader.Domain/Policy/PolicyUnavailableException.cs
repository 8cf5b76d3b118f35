namespace QuantumTrader.Domain.Policy;

/// <summary>The policy store did not answer; nothing may be assumed about the policy.</summary>
public sealed class PolicyUnavailableException(string message, Exception inner) : Exception(message, inner);
