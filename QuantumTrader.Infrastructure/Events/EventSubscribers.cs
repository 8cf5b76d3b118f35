using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>The handlers, called in the order in which they subscribed. One that throws harms nobody else and is remembered.</summary>
internal sealed class EventSubscribers(ILogger log)
{
    public const int DeadLettersMax = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<DeadLetter> _dead = new(); // bounded by DeadLettersMax, the oldest leaves
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
                _dead.Dequeue();
            }

            _dead.Enqueue(new(journaled, $"{handler.Method.DeclaringType?.Name}.{handler.Method.Name}", e.Message));
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
