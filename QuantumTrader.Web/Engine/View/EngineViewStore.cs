namespace QuantumTrader.Web.Engine.View;

/// <summary>
/// Holds the latest picture. The engine sets it and goes on at once: callbacks run on the clock's timers, each subscriber on its own,
/// so that a slow or throwing one delays neither the engine nor the others.
/// </summary>
public sealed class EngineViewStore(TimeProvider time, ILogger<EngineViewStore> log) : IEngineViews
{
    /// <summary>Bounds the subscribers; a screen has about six, and circuits that went away dispose theirs.</summary>
    public const int SubscribersMax = 2_048;

    private readonly Lock _gate = new();
    private volatile EngineView? _current;

    // Replaced, never changed: Set reads it without a lock.
    private volatile ViewSubscription[] _subscriptions = [];

    public EngineView? Current => _current;

    /// <summary>How many parts of screens listen.</summary>
    public int SubscriberCount => _subscriptions.Length;

    public void Set(EngineView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        _current = view;
        foreach (var subscription in _subscriptions)
        {
            subscription.Notify();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are already <see cref="SubscribersMax"/> subscribers.</exception>
    public IDisposable OnChanged(TimeSpan intervalMin, Func<Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentOutOfRangeException.ThrowIfLessThan(intervalMin, TimeSpan.Zero);
        lock (_gate)
        {
            if (_subscriptions.Length >= SubscribersMax)
            {
                throw new InvalidOperationException($"{SubscribersMax} parts of screens listen already; close browser tabs, or look for a part that does not dispose its subscription.");
            }

            var subscription = new ViewSubscription(time, intervalMin, callback, Remove, log.ViewCallbackFailed);
            _subscriptions = [.. _subscriptions, subscription];
            return subscription;
        }
    }

    private void Remove(ViewSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions.Where(s => !ReferenceEquals(s, subscription))];
        }
    }
}
