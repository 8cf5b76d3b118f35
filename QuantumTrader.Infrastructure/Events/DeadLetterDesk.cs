using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>All dead letters in one place: those of the durable subscribers and those of the bus. Safe for any number of threads.</summary>
/// <param name="subscribers">The durable ones.</param>
/// <param name="bus">Its subscribers are the engine's own.</param>
/// <param name="onEngine">Runs an action where the bus publishes, and ends with it: the engine's subscribers are not made for other threads.</param>
public sealed class DeadLetterDesk(IReadOnlyList<JournalSubscriber> subscribers, InProcessEventBus bus, Func<Func<string?>, Task<string?>> onEngine)
{
    /// <summary>The subscriber of letters of the bus.</summary>
    public const string Bus = "engine";

    public int Count => subscribers.Sum(s => s.DeadLetters.Count) + bus.DeadLetters.Count;

    /// <summary>Safety events first, then in the order of the journal. At most 10,000 of each subscriber and 1,000 of the bus.</summary>
    public IReadOnlyList<DeadLetterRow> List() =>
        [.. subscribers.SelectMany(s => s.DeadLetters.List().Select(l => RowFor(s.Name, l))).Concat(bus.DeadLetters.Select(RowFor)).OrderBy(r => !r.IsSafety).ThenBy(r => r.Sequence)];

    public Task<DeadLetterRetry> RetryAsync(string subscriber, long number, CancellationToken stopping) =>
        RetryAsync(subscriber, [number], stopping);

    /// <summary>All of one subscriber, in order; one that fails again keeps no other from its turn.</summary>
    public Task<DeadLetterRetry> RetryAllAsync(string subscriber, CancellationToken stopping) =>
        RetryAsync(subscriber, [.. List().Where(r => r.Subscriber == subscriber).Select(r => r.Number).Order()], stopping);

    private Task<DeadLetterRetry> RetryAsync(string subscriber, IReadOnlyList<long> numbers, CancellationToken stopping)
    {
        if (subscriber == Bus)
        {
            return RetryOfBusAsync(numbers, stopping);
        }

        var known = subscribers.FirstOrDefault(s => s.Name == subscriber);
        return known is null
            ? Task.FromResult(new DeadLetterRetry(0, numbers.Count, $"There is no subscriber '{subscriber}'."))
            : known.RetryAsync(numbers, stopping);
    }

    private async Task<DeadLetterRetry> RetryOfBusAsync(IReadOnlyList<long> numbers, CancellationToken stopping)
    {
        var result = new DeadLetterRetry(0, 0, null);
        foreach (var number in numbers)
        {
            stopping.ThrowIfCancellationRequested();
            result = await onEngine(() => bus.RetryDeadLetter(number)) is { } failure
                ? result with { Failed = result.Failed + 1, Failure = failure }
                : result with { Succeeded = result.Succeeded + 1 };
        }

        return result;
    }

    private static DeadLetterRow RowFor(string subscriber, DeadLetterEntry letter) =>
        new(subscriber, letter.Sequence, letter.Sequence, letter.EventId, letter.Type, IsSafety(letter.Type), letter.AtUtc, letter.Failure, letter.Tries, true);

    private static DeadLetterRow RowFor(DeadLetter letter)
    {
        var e = letter.Journaled.Event;
        var kind = EventCatalogue.Of(e);
        return new(Bus, letter.Number, letter.Journaled.Sequence, e.EventId, kind.Name, kind.IsSafety, e.AtUtc, $"{letter.Handler}: {letter.Failure}", 1, false);
    }

    private static bool IsSafety(string type) => EventCatalogue.Find(type)?.IsSafety != false; // of an unknown type it is better to say so
}
