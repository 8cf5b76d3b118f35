using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>An event on which a subscriber of the bus failed.</summary>
/// <param name="Number">Names it, from 1 on since the start.</param>
/// <param name="Handler">Which subscriber.</param>
/// <param name="Failure">What it threw.</param>
public sealed record DeadLetter(long Number, JournaledEvent Journaled, string Handler, string Failure)
{
    internal Action<JournaledEvent>? Target { get; init; }
}
