using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Ui.Shared;

/// <summary>Pictures that a test sets; listeners are called at once.</summary>
internal sealed class FakeViews : IEngineViews
{
    private readonly List<Func<Task>> _listeners = [];

    public EngineView? Current { get; private set; }

    public int ListenerCount => _listeners.Count;

    public TimeSpan? IntervalAsked { get; private set; }

    public IDisposable OnChanged(TimeSpan intervalMin, Func<Task> callback)
    {
        IntervalAsked = intervalMin;
        _listeners.Add(callback);
        return new Listening(() => _listeners.Remove(callback));
    }

    public async Task SetAsync(EngineView? view)
    {
        Current = view;
        foreach (var listener in _listeners.ToArray())
        {
            await listener();
        }
    }

    private sealed class Listening(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
