namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>The stream holds something else than the journal under one of its ids. A person has to look.</summary>
internal sealed class StreamConflictException(string message) : Exception(message);
