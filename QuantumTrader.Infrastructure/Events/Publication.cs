using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>One event between its append and the moment when every subscriber has seen it; used again afterwards.</summary>
internal sealed class Publication : IValueTaskSource<bool>
{
    private readonly InProcessEventBus _bus;
    private readonly Action _onAppended;
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private ValueTaskAwaiter<long> _append;
    private Exception? _failure;

    public Publication(InProcessEventBus bus)
    {
        _bus = bus;
        _onAppended = OnAppended;
    }

    /// <summary>Sequence 0 when it could not be made durable.</summary>
    public JournaledEvent Journaled { get; private set; }

    /// <summary>The journal has answered; guarded by the bus.</summary>
    public bool IsAnswered { get; private set; }

    public ValueTask<bool> Task => new(this, _core.Version);

    /// <summary>The answer is fetched later, on the context of the caller of <see cref="Watch"/>, so that no lock is held meanwhile.</summary>
    public void Begin(DomainEvent e, ValueTask<long> append)
    {
        Journaled = new(0, e);
        IsAnswered = false;
        _failure = null;
        _append = append.GetAwaiter();
    }

    public void Watch()
    {
        if (_append.IsCompleted)
        {
            OnAppended();
        }
        else
        {
            _append.UnsafeOnCompleted(_onAppended);
        }
    }

    public void MarkAnswered() => IsAnswered = true;

    public void Complete()
    {
        if (_failure is null)
        {
            _core.SetResult(Journaled.Sequence > 0);
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

    private void OnAppended()
    {
        try
        {
            Journaled = new(_append.GetResult(), Journaled.Event);
        }
        catch (JournalUnavailableException)
        {
            // Subscribers see it all the same, with sequence 0, and the publisher gets false.
        }
        catch (Exception e)
        {
            _failure = e;
        }

        _bus.Answered(this);
    }
}
