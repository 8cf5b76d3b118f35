using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>The newest record that this process wrote, for whoever anchors it. Safe for any number of threads.</summary>
public sealed class AuditHead
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _moved = New();
    private AuditRecord? _newest;

    /// <summary>Null until something was written.</summary>
    public AuditRecord? Newest
    {
        get
        {
            lock (_gate)
            {
                return _newest;
            }
        }
    }

    public void MoveTo(AuditRecord record)
    {
        lock (_gate)
        {
            if (_newest is { } newest && newest.Seq >= record.Seq)
            {
                return;
            }

            _newest = record;
            _moved.TrySetResult();
            _moved = New();
        }
    }

    /// <summary>Ends when the head is beyond <paramref name="seq"/>.</summary>
    public Task WaitBeyondAsync(long seq, CancellationToken stopping)
    {
        lock (_gate)
        {
            return _newest?.Seq > seq ? Task.CompletedTask : _moved.Task.WaitAsync(stopping);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
