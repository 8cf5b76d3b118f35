using System.Threading.Tasks.Sources;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// One appender that waits for its fsync; used again after its result was read. Continuations never run on the journal's
/// thread, and are posted in the order in which results are set.
/// </summary>
internal sealed class AppendOperation(AppendPool pool) : IValueTaskSource<long>
{
    private ManualResetValueTaskSourceCore<long> _core = new() { RunContinuationsAsynchronously = true };

    public long Sequence { get; private set; }

    public ValueTask<long> Begin(long sequence)
    {
        Sequence = sequence;
        return new(this, _core.Version);
    }

    public void Succeed() => _core.SetResult(Sequence);

    public void Fail(JournalUnavailableException failure) => _core.SetException(failure);

    long IValueTaskSource<long>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            pool.Return(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<long>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<long>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
