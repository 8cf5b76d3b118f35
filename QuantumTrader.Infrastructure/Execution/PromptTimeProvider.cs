namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// The system's clock, with timers that fire on a thread of their own: those of the system need a free thread of the pool, and a stop
/// must not wait for one. Only for code whose continuations go back to the engine's scheduler: whatever goes on where it is would hold
/// up all other timers.
/// </summary>
public sealed class PromptTimeProvider : TimeProvider
{
    private static readonly Lazy<PromptTimeProvider> Shared = new(() => new PromptTimeProvider());
    private readonly object _gate = new();
    private readonly PriorityQueue<PromptTimer, (long Due, long Order)> _timers = new(); // bounded by the waits of the engine; one that was ended stays until it is due
    private long _order;

    private PromptTimeProvider() => new Thread(Run) { IsBackground = true, Name = "engine timers" }.Start();

    /// <summary>In place of the system's clock; any other stays, for it is a test's.</summary>
    public static TimeProvider For(TimeProvider time) => time == System ? Shared.Value : time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new PromptTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Run()
    {
        while (true)
        {
            WaitForNext().Call();
        }
    }

    private PromptTimer WaitForNext()
    {
        lock (_gate)
        {
            while (true)
            {
                if (!_timers.TryPeek(out var timer, out var key))
                {
                    Monitor.Wait(_gate);
                }
                else if (timer.Order != key.Order)
                {
                    _timers.Dequeue(); // changed or ended since
                }
                else if (GetElapsedTime(GetTimestamp(), key.Due) is var left && left > TimeSpan.Zero)
                {
                    Monitor.Wait(_gate, left < TimeSpan.FromHours(1) ? left + TimeSpan.FromMilliseconds(0.5) : TimeSpan.FromHours(1));
                }
                else
                {
                    _timers.Dequeue();
                    Schedule(timer, timer.Period);
                    return timer;
                }
            }
        }
    }

    /// <summary>Infinite: not until it is changed.</summary>
    private void Schedule(PromptTimer timer, TimeSpan after)
    {
        timer.Order = ++_order;
        if (after >= TimeSpan.Zero)
        {
            _timers.Enqueue(timer, (GetTimestamp() + (long)(after.TotalSeconds * TimestampFrequency), timer.Order));
        }
    }

    private sealed class PromptTimer(PromptTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private bool _isEnded;

        /// <summary>Of its entry that counts.</summary>
        public long Order { get; set; }

        public TimeSpan Period { get; private set; }

        public void Call() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
            ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
            lock (owner._gate)
            {
                if (_isEnded)
                {
                    return false;
                }

                Period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
                owner.Schedule(this, dueTime);
                Monitor.Pulse(owner._gate);
                return true;
            }
        }

        public void Dispose()
        {
            lock (owner._gate)
            {
                _isEnded = true;
                Order = -1;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
