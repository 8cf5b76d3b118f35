namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>The last, a running mean and the largest of many durations; any thread.</summary>
internal sealed class LatencyMeter
{
    private const double Share = 0.02; // of a new one in the mean: about a hundred count
    private readonly Lock _gate = new();
    private TimeSpan _last;
    private TimeSpan _max;
    private double _mean;
    private bool _any;

    public void Add(TimeSpan latency)
    {
        lock (_gate)
        {
            _mean = _any ? _mean + (Share * (latency.Ticks - _mean)) : latency.Ticks;
            _max = _any && _max > latency ? _max : latency;
            (_last, _any) = (latency, true);
        }
    }

    public StreamLatency Read()
    {
        lock (_gate)
        {
            return _any ? new(_last, TimeSpan.FromTicks((long)_mean), _max) : new(null, null, null);
        }
    }
}
