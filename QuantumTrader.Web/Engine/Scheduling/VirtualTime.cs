namespace QuantumTrader.Web.Engine.Scheduling;

/// <summary>
/// A clock that moves only when told to. Timers fire on the caller's thread, in the order of their due times and, for
/// equal ones, of their creation; during a callback the clock shows the timer's due time.
/// </summary>
public sealed class VirtualTime(DateTimeOffset startUtc) : TimeProvider
{
    private readonly PriorityQueue<VirtualTimer, (long DueTicks, long Order)> _timers = new();
    private readonly long _startTicks = startUtc.UtcTicks;
    private long _nowTicks = startUtc.UtcTicks;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(_nowTicks, TimeSpan.Zero);

    public override long GetTimestamp() => _nowTicks - _startTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer is due; null when none waits.</summary>
    public DateTimeOffset? NextDueUtc
    {
        get
        {
            DropDead();
            return _timers.TryPeek(out _, out var key) ? new DateTimeOffset(key.DueTicks, TimeSpan.Zero) : null;
        }
    }

    /// <summary>
    /// Moves to <paramref name="utc"/>, firing on the way what is due, and <paramref name="settle"/> after each timer, so
    /// that what it caused happens at its own time. A time before now is refused: clocks do not go back.
    /// </summary>
    public void AdvanceTo(DateTimeOffset utc, Action settle)
    {
        ArgumentNullException.ThrowIfNull(settle);
        var target = utc.UtcTicks;
        ArgumentOutOfRangeException.ThrowIfLessThan(target, _nowTicks, nameof(utc));
        while (_timers.Count > 0 && _timers.TryPeek(out var timer, out var key) && key.DueTicks <= target)
        {
            _timers.Dequeue();
            if (timer.DueTicks != key.DueTicks || timer.Order != key.Order)
            {
                continue; // Changed or disposed since; its live entry, if any, is elsewhere in the queue.
            }

            _nowTicks = Math.Max(_nowTicks, key.DueTicks);
            timer.Fire();
            settle();
        }

        _nowTicks = target;
    }

    private void DropDead()
    {
        while (_timers.TryPeek(out var timer, out var key) && (timer.DueTicks != key.DueTicks || timer.Order != key.Order))
        {
            _timers.Dequeue();
        }
    }

    private void Schedule(VirtualTimer timer, TimeSpan due)
    {
        timer.DueTicks = _nowTicks + due.Ticks;
        timer.Order = ++_order;
        _timers.Enqueue(timer, (timer.DueTicks, timer.Order));
    }

    private sealed class VirtualTimer(VirtualTime owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private bool _disposed;

        public long DueTicks { get; set; } = -1;

        public long Order { get; set; } = -1;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
            {
                return false;
            }

            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
            ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);

            _period = period;
            (DueTicks, Order) = (-1, -1);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                owner.Schedule(this, dueTime);
            }

            return true;
        }

        public void Fire()
        {
            (DueTicks, Order) = (-1, -1);
            if (_period > TimeSpan.Zero)
            {
                owner.Schedule(this, _period);
            }

            callback(state);
        }

        public void Dispose()
        {
            _disposed = true;
            (DueTicks, Order) = (-1, -1);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
