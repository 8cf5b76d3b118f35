namespace QuantumTrader.FakeVenue.Streams;

/// <summary>The stream faults that are armed. Not thread-safe: the hub's lock guards it.</summary>
internal sealed class StreamFaults
{
    /// <summary>Bounds the scripts; the venue refuses more.</summary>
    public const int ArmedMax = 100;

    private readonly List<Armed> _armed = [];

    public int Count => _armed.Count;

    public void Arm(StreamFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_armed.Count, ArmedMax);
        _armed.Add(new Armed(fault));
    }

    public void Clear() => _armed.Clear();

    /// <summary>What becomes of a message: nothing, itself, itself twice, or itself and then one that was held back.</summary>
    public IReadOnlyList<StreamMessage> Apply(StreamPath path, StreamMessage message)
    {
        var armed = _armed.Find(a => a.Fault.Matches(path, message));
        if (armed is null)
        {
            return [message];
        }

        var outcome = armed.Apply(message);
        if (armed.IsSpent)
        {
            _armed.Remove(armed);
        }

        return outcome;
    }

    private sealed class Armed(StreamFault fault)
    {
        private int _left = fault.Count;
        private StreamMessage? _held;

        public StreamFault Fault => fault;

        public bool IsSpent => _left <= 0 && _held is null;

        public IReadOnlyList<StreamMessage> Apply(StreamMessage message)
        {
            if (_held is { } held)
            {
                _held = null;
                return [message, held];
            }

            _left--;
            switch (fault.Kind)
            {
                case StreamFaultKind.Duplicate:
                    return [message, message];
                case StreamFaultKind.Reorder:
                    _held = message;
                    return [];
                default:
                    return [];
            }
        }
    }
}
