namespace QuantumTrader.Web.Engine.View;

/// <summary>
/// One listener, throttled: however often it is notified, it is called at most once per interval, never while its last call is still
/// under way, and once more after the last notification. All it ever queues is one bit.
/// </summary>
internal sealed class ViewSubscription : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _intervalMin;
    private readonly Func<Task> _callback;
    private readonly Action<ViewSubscription> _removed;
    private readonly Action<Exception> _failed;
    private readonly ITimer _timer;
    private bool _isDirty;
    private bool _isArmed;
    private bool _isRunning;
    private bool _isDisposed;
    private long? _lastStarted;

    public ViewSubscription(TimeProvider time, TimeSpan intervalMin, Func<Task> callback, Action<ViewSubscription> removed, Action<Exception> failed)
    {
        (_time, _intervalMin, _callback, _removed, _failed) = (time, intervalMin, callback, removed, failed);
        _timer = time.CreateTimer(static s => ((ViewSubscription)s!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The call under way or the last one; kept so that the task has an owner.</summary>
    public Task LastCall { get; private set; } = Task.CompletedTask;

    public void Notify()
    {
        TimeSpan due;
        lock (_gate)
        {
            _isDirty = true;
            if (_isArmed || _isRunning || _isDisposed)
            {
                return;
            }

            due = Arm_NeedsGate();
        }

        Start(due);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _timer.Dispose();
        _removed(this);
    }

    private TimeSpan Arm_NeedsGate()
    {
        _isArmed = true;
        var rest = _lastStarted is { } started ? _intervalMin - _time.GetElapsedTime(started) : TimeSpan.Zero;
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    // Outside the gate: a clock may fire a timer that is due at once from within Change.
    private void Start(TimeSpan due)
    {
        try
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Disposed in between: nobody listens any more.
        }
    }

    private void OnDue()
    {
        lock (_gate)
        {
            _isArmed = false;
            if (_isDisposed || !_isDirty)
            {
                return;
            }

            _isDirty = false;
            _isRunning = true;
            _lastStarted = _time.GetTimestamp();
        }

        LastCall = RunAsync();
    }

    private async Task RunAsync()
    {
        try
        {
            await _callback();
        }
        catch (Exception e)
        {
            // The listener is a screen: its failure is written down and must not reach the clock's thread.
            _failed(e);
        }

        TimeSpan? due = null;
        lock (_gate)
        {
            _isRunning = false;
            if (_isDirty && !_isDisposed)
            {
                due = Arm_NeedsGate();
            }
        }

        if (due is { } again)
        {
            Start(again);
        }
    }
}
