namespace QuantumTrader.Infrastructure.Events;

/// <summary>One safety event in words.</summary>
/// <param name="Type">The event's name in the catalogue.</param>
/// <param name="Text">One line.</param>
public sealed record SafetyNotice(long Sequence, Guid EventId, string Type, DateTimeOffset AtUtc, string Text);
