using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>What is shown of the forwarder, at any time and from any thread.</summary>
internal sealed class ForwardProgress(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly DrainMeter _meter = new(time);
    private long _confirmed;
    private DateTimeOffset? _oldestWaiting;
    private ForwarderState _state = ForwarderState.Waiting;
    private string? _cause = "not connected yet";

    public long Confirmed
    {
        get
        {
            lock (_gate)
            {
                return _confirmed;
            }
        }
    }

    public ForwarderHealth Health(long lastDurable)
    {
        lock (_gate)
        {
            var backlog = Math.Max(0, lastDurable - _confirmed);
            return new(_state, _confirmed, backlog, backlog == 0 ? null : _oldestWaiting, _meter.PerSecond, _cause);
        }
    }

    /// <summary>After the store was read back; may go back when the store lost something.</summary>
    public void Resumed(long position)
    {
        lock (_gate)
        {
            _confirmed = position;
            _meter.Restart(position);
        }
    }

    public void Confirm(long sequence, DateTimeOffset? oldestWaiting)
    {
        lock (_gate)
        {
            (_confirmed, _oldestWaiting, _state, _cause) = (sequence, oldestWaiting, ForwarderState.Forwarding, null);
            _meter.Reached(sequence);
        }
    }

    /// <summary>What was just read and is not confirmed is what waits.</summary>
    public void Sees(DateTimeOffset at)
    {
        lock (_gate)
        {
            _oldestWaiting ??= at;
        }
    }

    public void Set(ForwarderState state, string? cause, DateTimeOffset? oldestWaiting)
    {
        lock (_gate)
        {
            (_state, _cause, _oldestWaiting) = (state, cause, oldestWaiting);
        }
    }
}
