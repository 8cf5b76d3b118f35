namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>Forwarding cannot go on as it was; what the store holds is read again, and then it goes on.</summary>
internal sealed class ForwardInterruptedException(string message) : Exception(message);
