using System.Collections.Concurrent;

namespace QuantumTrader.Unit.Events;

/// <summary>One thread's worth of work, run when the test says so: the engine's loop in small.</summary>
internal sealed class RecordingContext : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Work, object? State)> _posted = new();

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    public void Run(Action work)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            work();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what was posted, in order, and what that posts; always true, so that it can stand in a condition.</summary>
    public bool RunPosted()
    {
        while (_posted.TryDequeue(out var next))
        {
            Run(() => next.Work(next.State));
        }

        return true;
    }
}
