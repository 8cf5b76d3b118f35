using System.Collections.Concurrent;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// Carries items from any thread to the engine's scheduler, in order, and drops none. Bounded by its senders: one that waits for room
/// before it reads on lets the network hold the rest.
/// </summary>
/// <param name="post">Runs an action on the engine's scheduler, in the order given.</param>
/// <param name="deliver">Called there.</param>
internal sealed class EngineMailbox<T>(Action<Action> post, Action<T> deliver, int capacity)
{
    private const int BatchMax = 256; // then others on the scheduler have their turn
    private readonly ConcurrentQueue<T> _items = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource? _room;
    private Action? _drain;
    private int _count;
    private int _posted;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Never refuses; what may be put beyond the capacity is what one frame brings.</summary>
    public void Put(T item)
    {
        Interlocked.Increment(ref _count);
        _items.Enqueue(item);
        Post();
    }

    /// <summary>Completes when there is room.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken stopping)
    {
        if (Count < capacity)
        {
            return ValueTask.CompletedTask;
        }

        lock (_gate)
        {
            if (Count < capacity)
            {
                return ValueTask.CompletedTask;
            }

            _room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new(_room.Task.WaitAsync(stopping));
        }
    }

    private void Post()
    {
        if (Interlocked.Exchange(ref _posted, 1) == 0)
        {
            post(_drain ??= Drain);
        }
    }

    private void Drain()
    {
        Volatile.Write(ref _posted, 0);
        Interlocked.MemoryBarrier(); // Either we see the item, or its sender sees that it must post.
        for (var i = 0; i < BatchMax && _items.TryDequeue(out var item); i++)
        {
            Interlocked.Decrement(ref _count);
            deliver(item);
        }

        Free();
        if (!_items.IsEmpty)
        {
            Post();
        }
    }

    private void Free()
    {
        lock (_gate)
        {
            if (_room is not null && Count < capacity)
            {
                _room.SetResult();
                _room = null;
            }
        }
    }
}
