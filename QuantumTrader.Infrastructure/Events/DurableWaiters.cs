using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>Those who wait for a later line to be durable: no thread and no timer, one small object each.</summary>
internal sealed class DurableWaiters(long durableSequence)
{
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiting = []; // bounded by the journal's readers, each of which waits at most once
    private long _durableSequence = durableSequence;
    private bool _isClosed;

    /// <summary>Ends as soon as a later line is durable, or the journal is closed meanwhile; afterwards it throws <see cref="JournalUnavailableException"/>.</summary>
    public async Task WaitAfterAsync(long sequence, CancellationToken stopping)
    {
        var waiter = new Waiter(sequence);
        lock (_gate)
        {
            if (_durableSequence > sequence)
            {
                return;
            }

            if (_isClosed)
            {
                throw new JournalUnavailableException("The journal is closed; nothing more becomes durable.");
            }

            _waiting.Add(waiter);
        }

        try
        {
            await waiter.Done.Task.WaitAsync(stopping);
        }
        finally
        {
            lock (_gate)
            {
                _waiting.Remove(waiter);
            }
        }
    }

    public void Reached(long durableSequence)
    {
        lock (_gate)
        {
            _durableSequence = durableSequence;
            Release_NeedsGate();
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Release_NeedsGate();
        }
    }

    // Continuations run elsewhere, so nothing of theirs happens under the lock or on the journal's thread.
    private void Release_NeedsGate()
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (_isClosed || _durableSequence > _waiting[i].Sequence)
            {
                _waiting[i].Done.TrySetResult();
                _waiting.RemoveAt(i);
            }
        }
    }

    private sealed class Waiter(long sequence)
    {
        public long Sequence { get; } = sequence;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
