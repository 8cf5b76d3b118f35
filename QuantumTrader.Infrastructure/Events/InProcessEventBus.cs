using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// Journal first, then the subscribers, one event at a time and in the order of publishing, on the publisher's context: it has
/// no thread of its own, so the engine publishes on its loop only. An event published by a handler comes after the current
/// one. With a journal that answers at once, nothing is allocated.
/// </summary>
public sealed class InProcessEventBus(IEventJournal journal, ILogger<InProcessEventBus>? log = null) : IEventBus
{
    private const int KeptMax = 16_384;

    private readonly Lock _gate = new();
    private readonly EventSubscribers _subscribers = new(log ?? (ILogger)NullLogger.Instance);

    // Bounded by the journal's queue: what it refuses is answered, and so dispatched, at once.
    private readonly Queue<Publication> _underWay = new();
    private readonly Stack<Publication> _free = new();
    private bool _isDispatching;

    /// <summary>Events that every subscriber has been offered.</summary>
    public long DispatchedCount { get; private set; }

    /// <summary>Events that subscribers have seen and the journal has not saved.</summary>
    public long NotDurableCount { get; private set; }

    /// <summary>How often a subscriber threw.</summary>
    public long HandlerFailureCount => _subscribers.FailureCount;

    /// <summary>The newest events on which a subscriber failed, at most 1,000.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters => _subscribers.DeadLetters();

    /// <summary>
    /// Calls the subscriber once more, on the caller's thread, which has to be the one that publishes. Null when it took the event,
    /// which then leaves the list; else why not.
    /// </summary>
    public string? RetryDeadLetter(long number) => _subscribers.Retry(number);

    /// <summary>Events that wait for the journal or for their turn.</summary>
    public int UnderWay
    {
        get
        {
            lock (_gate)
            {
                return _underWay.Count;
            }
        }
    }

    public IDisposable Subscribe(Action<JournaledEvent> handler) => _subscribers.Add(handler);

    public ValueTask<bool> PublishAsync(DomainEvent e)
    {
        var publication = Enter(e, out var sequence, out var dispatches);
        if (publication is null)
        {
            Dispatch(new(sequence, e));
            DispatchAnswered();
            return new(true);
        }

        var published = publication.Task;
        if (dispatches)
        {
            DispatchAnswered();
        }

        return published;
    }

    /// <summary>The journal has answered the oldest publication, and with it perhaps many that were written together.</summary>
    internal void OldestAnswered()
    {
        lock (_gate)
        {
            _isDispatching = true;
        }

        DispatchAnswered();
    }

    internal void Return(Publication publication)
    {
        lock (_gate)
        {
            if (_free.Count < KeptMax)
            {
                _free.Push(publication);
            }
        }
    }

    private ValueTask<long> Append(DomainEvent e)
    {
        try
        {
            return journal.AppendAsync(e);
        }
        catch (JournalUnavailableException failure)
        {
            return ValueTask.FromException<long>(failure);
        }
    }

    /// <summary>
    /// Null when the event is durable already and its turn is now; the caller then dispatches it. <paramref name="dispatches"/> says that
    /// the caller dispatches what is answered; otherwise somebody else does, or the oldest publication is being waited for.
    /// </summary>
    private Publication? Enter(DomainEvent e, out long sequence, out bool dispatches)
    {
        lock (_gate)
        {
            var append = Append(e); // under the lock, so that the order of the journal is the order of the queue
            dispatches = _underWay.Count == 0 && !_isDispatching;
            _isDispatching |= dispatches;
            if (append.IsCompletedSuccessfully && dispatches)
            {
                sequence = append.Result;
                return null;
            }

            sequence = 0;
            var publication = _free.TryPop(out var free) ? free : new(this);
            publication.Begin(e, append);
            _underWay.Enqueue(publication);
            return publication;
        }
    }

    /// <summary>By whoever set <see cref="_isDispatching"/>. Only the oldest is waited for: the journal answers in order, a group at a time.</summary>
    private void DispatchAnswered()
    {
        while (true)
        {
            Publication oldest;
            bool isAnswered;
            lock (_gate)
            {
                if (!_underWay.TryPeek(out oldest!))
                {
                    _isDispatching = false;
                    return;
                }

                isAnswered = oldest.IsAnswered;
                _isDispatching = isAnswered;
                if (isAnswered)
                {
                    _underWay.Dequeue();
                }
            }

            if (!isAnswered)
            {
                oldest.Watch(); // nobody else takes it: it is in the queue, and no longer dispatched
                return;
            }

            Dispatch(oldest.Take());
            oldest.Complete();
        }
    }

    private void Dispatch(in JournaledEvent journaled)
    {
        DispatchedCount++;
        NotDurableCount += journaled.Sequence == 0 ? 1 : 0;
        _subscribers.Dispatch(journaled);
    }
}
