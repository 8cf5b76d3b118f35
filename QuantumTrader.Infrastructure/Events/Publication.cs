using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>One event between its append and the moment when every subscriber has seen it; used again afterwards.</summary>
internal sealed class Publication : IValueTaskSource<bool>
{
    private readonly InProcessEventBus _bus;
    private readonly Action _onAnswered;
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private ValueTaskAwaiter<long> _append;
    private JournaledEvent _journaled;
    private Exception? _failure;

    public Publication(InProcessEventBus bus)
    {
        _bus = bus;
        _onAnswered = bus.OldestAnswered;
    }

    /// <summary>The journal has answered.</summary>
    public bool IsAnswered => _append.IsCompleted;

    public ValueTask<bool> Task => new(this, _core.Version);

    public void Begin(DomainEvent e, ValueTask<long> append)
    {
        _journaled = new(0, e);
        _failure = null;
        _append = append.GetAwaiter();
    }

    /// <summary>Tells the bus, on the caller's context, as soon as the journal has answered.</summary>
    public void Watch() => _append.UnsafeOnCompleted(_onAnswered);

    /// <summary>The event as subscribers see it, once, after the journal's answer: with sequence 0 when it could not be made durable.</summary>
    public JournaledEvent Take()
    {
        try
        {
            _journaled = new(_append.GetResult(), _journaled.Event);
        }
        catch (JournalUnavailableException)
        {
            // The publisher gets false.
        }
        catch (Exception e)
        {
            _failure = e;
        }

        return _journaled;
    }

    public void Complete()
    {
        if (_failure is null)
        {
            _core.SetResult(_journaled.Sequence > 0);
        }
        else
        {
            _core.SetException(_failure);
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            _bus.Return(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
