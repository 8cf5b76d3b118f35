using QuantumTrader.Domain.Market;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>
/// Closed bars on their way from the receivers to the market source. Bounded; when it is full a bar is dropped and counted, and the
/// source, which sees it missing, asks for it by REST.
/// </summary>
internal sealed class BarInbox(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<MarketBar> _bars = new(); // at most capacity
    private TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _dropped;

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Completes when a bar, or a call of <see cref="Wake"/>, came since the last <see cref="TakeAll"/>.</summary>
    public Task Came
    {
        get
        {
            lock (_gate)
            {
                return _came.Task;
            }
        }
    }

    public void Put(in MarketBar bar)
    {
        lock (_gate)
        {
            if (_bars.Count < capacity)
            {
                _bars.Enqueue(bar);
            }
            else
            {
                _dropped++;
            }

            _came.TrySetResult();
        }
    }

    /// <summary>Lets the source look at its clock and at what is missing.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _came.TrySetResult();
        }
    }

    public void TakeAll(List<MarketBar> into)
    {
        lock (_gate)
        {
            into.AddRange(_bars);
            _bars.Clear();
            _came = _came.Task.IsCompleted ? new(TaskCreationOptions.RunContinuationsAsynchronously) : _came;
        }
    }
}
