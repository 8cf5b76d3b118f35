namespace QuantumTrader.Infrastructure.Events;

/// <summary>Operations to use again. Bounded; beyond that they are left to the garbage collector.</summary>
internal sealed class AppendPool
{
    private const int KeptMax = 16_384;
    private readonly Lock _gate = new();
    private readonly Stack<AppendOperation> _free = new();

    public AppendOperation Rent()
    {
        lock (_gate)
        {
            return _free.TryPop(out var operation) ? operation : new(this);
        }
    }

    public void Return(AppendOperation operation)
    {
        lock (_gate)
        {
            if (_free.Count < KeptMax)
            {
                _free.Push(operation);
            }
        }
    }
}
