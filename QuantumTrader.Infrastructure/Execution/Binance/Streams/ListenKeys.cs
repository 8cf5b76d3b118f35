using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// Keeps the key of the private stream alive. It is shared by all clients of the account, so another one can end it: then, or when it
/// could not be extended for too long, whoever uses it is told and asks for a new one.
/// </summary>
internal sealed class ListenKeys(IListenKeyDesk desk, StreamSettings settings, TimeProvider time, ILogger log)
{
    private readonly Lock _gate = new();
    private string? _key;
    private long _extended;
    private long _created;

    /// <summary>Keys asked for so far.</summary>
    public long Created => Interlocked.Read(ref _created);

    /// <summary>The key for a new connection. Asked for each time: a living one is the same and extended.</summary>
    public async ValueTask<ExchangeRead<string>> TakeAsync(CancellationToken stopping)
    {
        Interlocked.Increment(ref _created);
        var read = await desk.CreateAsync(stopping).ConfigureAwait(false);
        if (read.IsOk)
        {
            Set(read.Value);
        }

        return read;
    }

    /// <summary>It is dead, whoever says so.</summary>
    public void Forget() => Set(null);

    /// <summary>Extends the key in time until <paramref name="stopping"/>; <paramref name="lost"/> is called when it is dead.</summary>
    public async Task KeepAsync(Action<string> lost, CancellationToken stopping)
    {
        var wait = settings.KeyKeepEvery;
        while (true)
        {
            await Task.Delay(wait, time, stopping).ConfigureAwait(false);
            wait = settings.KeyKeepEvery;
            if (Age() is not { } age)
            {
                continue; // No key: the line asks for one when it connects.
            }

            switch (await AskAsync(stopping).ConfigureAwait(false))
            {
                case ListenKeyState.Extended:
                    Extended();
                    break;
                case ListenKeyState.Gone:
                    Lose("the venue knows it no more (-1125)", lost);
                    break;
                default:
                    log.ListenKeyNotKept("no answer");
                    wait = settings.KeyRetryEvery;
                    if (age + wait > settings.KeyAgeMax)
                    {
                        Lose("it could not be extended in time", lost);
                    }

                    break;
            }
        }
    }

    /// <summary>Only when no other client of the account lives by it.</summary>
    public async Task CloseAsync(CancellationToken stopping)
    {
        if (settings.KeyIsOurs && Age() is not null)
        {
            await desk.CloseAsync(stopping).ConfigureAwait(false);
        }
    }

    private async Task<ListenKeyState> AskAsync(CancellationToken stopping)
    {
        try
        {
            return await desk.KeepAsync(stopping).ConfigureAwait(false);
        }
        catch (Exception e) when (StreamFailure.IsExpected(e) && !stopping.IsCancellationRequested)
        {
            return ListenKeyState.Unknown;
        }
    }

    private void Lose(string why, Action<string> lost)
    {
        log.ListenKeyLost(why);
        Forget();
        lost(why);
    }

    private TimeSpan? Age()
    {
        lock (_gate)
        {
            return _key is null ? null : time.GetElapsedTime(_extended);
        }
    }

    private void Extended()
    {
        lock (_gate)
        {
            _extended = time.GetTimestamp();
        }
    }

    private void Set(string? key)
    {
        lock (_gate)
        {
            (_key, _extended) = (key, time.GetTimestamp());
        }
    }
}
