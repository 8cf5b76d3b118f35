using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>The handlers, called in the order in which they subscribed. One that throws harms nobody else and is remembered.</summary>
internal sealed class EventSubscribers(ILogger log)
{
    public const int DeadLettersMax = 1000;

    private readonly Lock _gate = new();
    private readonly List<DeadLetter> _dead = []; // bounded by DeadLettersMax; the oldest leaves, safety events last
    private volatile Action<JournaledEvent>[] _handlers = [];

    public long FailureCount { get; private set; }

    public IReadOnlyList<DeadLetter> DeadLetters()
    {
        lock (_gate)
        {
            return [.. _dead];
        }
    }

    public IDisposable Add(Action<JournaledEvent> handler)
    {
        lock (_gate)
        {
            _handlers = [.. _handlers, handler];
        }

        return new Subscription(this, handler);
    }

    /// <summary>Calls the handler once more. Null when it took the event, which then leaves the list; else why not.</summary>
    public string? Retry(long number)
    {
        DeadLetter? letter;
        lock (_gate)
        {
            letter = _dead.Find(d => d.Number == number);
        }

        if (letter is null)
        {
            return $"There is no dead letter with number {number} any more.";
        }

        try
        {
            letter.Target?.Invoke(letter.Journaled);
        }
        catch (Exception e)
        {
            return e.Message.ReplaceLineEndings(" ");
        }

        lock (_gate)
        {
            _dead.Remove(letter);
        }

        return null;
    }

    public void Dispatch(in JournaledEvent journaled)
    {
        foreach (var handler in _handlers)
        {
            try
            {
                handler(journaled);
            }
            catch (Exception e)
            {
                SetAside(journaled, handler, e);
            }
        }
    }

    private void SetAside(in JournaledEvent journaled, Action<JournaledEvent> handler, Exception e)
    {
        lock (_gate)
        {
            FailureCount++;
            if (_dead.Count == DeadLettersMax)
            {
                _dead.RemoveAt(Math.Max(0, _dead.FindIndex(d => !EventCatalogue.Of(d.Journaled.Event).IsSafety)));
            }

            _dead.Add(new(FailureCount, journaled, $"{handler.Method.DeclaringType?.Name}.{handler.Method.Name}", e.Message) { Target = handler });
        }

        log.EventHandlerFailed(e, EventCatalogue.Of(journaled.Event).Name, journaled.Event.EventId, journaled.Sequence);
    }

    private void Remove(Action<JournaledEvent> handler)
    {
        lock (_gate)
        {
            var at = Array.IndexOf(_handlers, handler);
            if (at >= 0)
            {
                _handlers = [.. _handlers[..at], .. _handlers[(at + 1)..]];
            }
        }
    }

    private sealed class Subscription(EventSubscribers owner, Action<JournaledEvent> handler) : IDisposable
    {
        private Action<JournaledEvent>? _handler = handler;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _handler, null) is { } mine)
            {
                owner.Remove(mine);
            }
        }
    }
}
