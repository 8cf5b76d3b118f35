using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Web.Ui.Events;

/// <summary>The dead letters of the bus.</summary>
internal sealed class DeadLetterActions(InProcessEventBus bus) : IDeadLetterActions
{
    public IReadOnlyList<DeadLetterRow> List() =>
        [.. bus.DeadLetters.Reverse().Select(letter => new DeadLetterRow(letter.Handler, letter.Journaled.Event.GetType().Name, letter.Journaled.Sequence, letter.Journaled.Event.AtUtc, letter.Failure, 1))];

    public Task<DeadLetterReceipt> RetryAsync(string subscriber, long sequence, CancellationToken stopping) =>
        throw new NotSupportedException("This bus keeps no way to offer an event again.");

    public Task<DeadLetterReceipt> RetryAllAsync(CancellationToken stopping) =>
        throw new NotSupportedException("This bus keeps no way to offer an event again.");
}
