namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>So many messages in any second, as the venue counts them. For one writer at a time.</summary>
internal sealed class SendLimit(int perSecond, TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly long[] _sentAt = new long[perSecond]; // a ring of the last ones
    private int _next;
    private long _count;

    /// <summary>Waits until one more may be sent, and counts it.</summary>
    public async ValueTask WaitAsync(CancellationToken stopping)
    {
        while (_count >= _sentAt.Length && Second - time.GetElapsedTime(_sentAt[_next]) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, stopping).ConfigureAwait(false);
        }

        _sentAt[_next] = time.GetTimestamp();
        _next = (_next + 1) % _sentAt.Length;
        _count++;
    }
}
