namespace QuantumTrader.Domain.Emergency;

/// <summary>A file that asks for a stop.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Reason">Its first line, or what is known of it when it cannot be read; one line, inert.</param>
public sealed record StopFileSeen(string Path, string Reason);
