namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>What happened on a line so far, over all its connections. Written by its connections, read by anybody.</summary>
internal sealed class StreamCounters
{
    private long _frames;
    private long _garbage;
    private long _refusals;
    private long _failures;
    private long _reconnects;
    private long _rotations;

    public long Frames => Interlocked.Read(ref _frames);

    public long Garbage => Interlocked.Read(ref _garbage);

    public long Refusals => Interlocked.Read(ref _refusals);

    public long Failures => Interlocked.Read(ref _failures);

    public long Reconnects => Interlocked.Read(ref _reconnects);

    public long Rotations => Interlocked.Read(ref _rotations);

    public void CountFrame() => Interlocked.Increment(ref _frames);

    public void CountGarbage() => Interlocked.Increment(ref _garbage);

    public void CountRefusal() => Interlocked.Increment(ref _refusals);

    public void CountFailure() => Interlocked.Increment(ref _failures);

    public void CountReconnect() => Interlocked.Increment(ref _reconnects);

    public void CountRotation() => Interlocked.Increment(ref _rotations);
}
