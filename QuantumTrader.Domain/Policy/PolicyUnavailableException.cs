namespace QuantumTrader.Domain.Policy;

/// <summary>The policy store did not answer; nothing may be assumed about the policy.</summary>
public class PolicyUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
