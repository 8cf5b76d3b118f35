using System.Collections.Concurrent;

namespace QuantumTrader.Web.Engine.Scheduling;

/// <summary>
/// The engine's one scheduler: every continuation of engine code comes back here and runs alone, in the order posted.
/// Live, one thread pumps it (<see cref="Run"/>); a replay or a simulation pumps it itself (<see cref="RunUntilIdle"/>).
/// </summary>
public sealed class EngineContext : SynchronizationContext, IDisposable
{
    // Unbounded on purpose: fills and the emergency stop are never dropped; the feeds that could flood it wait for their turn.
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private readonly SemaphoreSlim _work = new(0);
    private int _pumpThreadId;
    private volatile bool _pumping;
    private volatile bool _ended;

    /// <summary>What waits now.</summary>
    public int QueueLength => _queue.Count;

    /// <summary>Called with whatever a posted callback threw; such an error is a defect, and the owner decides how to stop.</summary>
    public Action<Exception>? Faulted { get; set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _queue.Enqueue((d, state));
        Interlocked.MemoryBarrier(); // Either we see the pump, or the pump sees the entry when it begins.
        if (_pumping)
        {
            _work.Release();
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _pumpThreadId)
        {
            throw new InvalidOperationException("Engine code is never waited for synchronously from outside; use InvokeAsync.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>
    /// Runs <paramref name="work"/> on the engine and ends when it has ended. For callers outside the engine; fails when the pump
    /// has ended, because nobody would ever answer.
    /// </summary>
    public Task<T> InvokeAsync<T>(Func<Task<T>> work)
    {
        if (_ended)
        {
            return Task.FromException<T>(new InvalidOperationException("The engine has stopped; start the application again."));
        }

        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(async _ =>
        {
            try
            {
                done.SetResult(await work());
            }
            catch (OperationCanceledException e)
            {
                done.TrySetCanceled(e.CancellationToken);
            }
#pragma warning disable CA1031 // The caller gets every failure; the pump must go on.
            catch (Exception e)
            {
                done.TrySetException(e);
            }
#pragma warning restore CA1031
        }, null);
        return done.Task;
    }

    public Task InvokeAsync(Func<Task> work) =>
        InvokeAsync(async () =>
        {
            await work();
            return true;
        });

    /// <summary>Runs <paramref name="action"/> as engine code on this thread and then everything that it caused. For replay and simulation.</summary>
    public void RunInline(Action action)
    {
        var before = Enter();
        try
        {
            action();
            Drain();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what is queued, and what that queues, until nothing is left.</summary>
    public void RunUntilIdle()
    {
        if (_queue.IsEmpty)
        {
            return;
        }

        var before = Enter();
        try
        {
            Drain();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Pumps on this thread until <paramref name="stopping"/>; then runs what is still queued.</summary>
    public void Run(CancellationToken stopping)
    {
        var before = Enter();
        _pumping = true;
        Interlocked.MemoryBarrier();
        try
        {
            Drain();
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    _work.Wait(stopping);
                }
                catch (OperationCanceledException)
                {
                    break;
                }

                Drain();
            }
        }
        finally
        {
            _pumping = false;
            _ended = true;
            Drain();
            SetSynchronizationContext(before);
        }
    }

    public void Dispose() => _work.Dispose();

    /// <summary>Makes this thread the engine's until the returned context is set back.</summary>
    private SynchronizationContext? Enter()
    {
        var before = Current;
        _pumpThreadId = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
        return before;
    }

    private void Drain()
    {
        while (_queue.TryDequeue(out var item))
        {
            try
            {
                item.Callback(item.State);
            }
            catch (Exception e) when (Faulted is { } faulted)
            {
                faulted(e);
            }
        }
    }
}
