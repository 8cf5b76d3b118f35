using System.Threading.RateLimiting;

namespace QuantumTrader.Web.Access.Account;

/// <summary>
/// Passwords are hashed one at a time: it takes a processor for a good part of a second, and the engine needs it. Who comes from
/// where the user signed in before waits in a queue of its own, which strangers cannot fill.
/// </summary>
internal sealed class HashQueue : IDisposable
{
    public const int QueueMax = 8;
    private readonly ConcurrencyLimiter _known = Lane();
    private readonly ConcurrencyLimiter _others = Lane();
    private readonly SemaphoreSlim _processor = new(1);

    /// <summary>Null, and not run, when the queue is full.</summary>
    public async Task<T?> RunAsync<T>(bool isKnown, Func<Task<T>> hash, CancellationToken stopping)
        where T : class
    {
        using var lease = await (isKnown ? _known : _others).AcquireAsync(1, stopping);
        if (!lease.IsAcquired)
        {
            return null;
        }

        await _processor.WaitAsync(stopping);
        try
        {
            return await hash();
        }
        finally
        {
            _processor.Release();
        }
    }

    public void Dispose()
    {
        _known.Dispose();
        _others.Dispose();
        _processor.Dispose();
    }

    private static ConcurrencyLimiter Lane() => new(new() { PermitLimit = 1, QueueLimit = QueueMax, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
