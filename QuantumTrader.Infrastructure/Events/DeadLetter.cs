using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>An event on which a subscriber failed.</summary>
public sealed record DeadLetter(JournaledEvent Journaled, string Handler, string Failure);
