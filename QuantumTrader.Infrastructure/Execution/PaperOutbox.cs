using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// Durable before acknowledged. Every change gets a number; one save at a time covers all changes made before it began;
/// updates leave in one queue, in the venue's order, once their change is durable. A failed save is tried again until it
/// succeeds, so nothing is lost; meanwhile nobody waits for it. Runs on the engine's scheduler alone.
/// </summary>
internal sealed class PaperOutbox(IPaperAccountStore store, TimeProvider time, ILogger log, Func<PaperAccountState> export) : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    // Bounded by what can happen while saving fails: open orders are limited, and entries meet Unknown outcomes.
    private readonly Queue<(long Change, ExchangeUpdate Update)> _held = new();
    private readonly Queue<(long Change, TaskCompletionSource<bool> Saved)> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly bool _keeps = store is not NullPaperAccountStore;
    private Task _saving = Task.CompletedTask;
    private bool _isSaving;
    private bool _isTelling;
    private long _changed;
    private long _saved;

    public IExchangeListener? Listener { get; set; }

    public int HeldCount => _held.Count;

    public string? Failure { get; private set; }

    public DateTimeOffset? FailingSinceUtc { get; private set; }

    public DateTimeOffset SavedAtUtc { get; private set; }

    /// <summary>Takes the venue's news and starts to save. True when they are durable; false when that is not known now.</summary>
    public ValueTask<bool> CommitAsync(PaperVenue venue)
    {
        var change = Commit(venue);
        if (_saved >= change) return ValueTask.FromResult(true);
        if (Failure is not null) return ValueTask.FromResult(false); // a stop must not wait for a disk that is known to be broken
        var saved = new TaskCompletionSource<bool>();
        _waiting.Enqueue((change, saved));
        return new(saved.Task);
    }

    /// <summary>As <see cref="CommitAsync"/>, when nobody waits for it.</summary>
    public long Commit(PaperVenue venue)
    {
        _changed++;
        while (venue.TryTakeUpdate(out var update)) _held.Enqueue((_changed, update));
        if (!_keeps)
        {
            _saved = _changed;
            Tell();
        }
        else if (!_isSaving)
        {
            var last = _saving;
            _saving = SaveAllAsync();
            last.GetAwaiter().GetResult(); // a listener's exception in the last round surfaces here, not nowhere
        }

        return _changed;
    }

    /// <summary>Stops retrying and saves once more what there is.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _saving;
        if (_keeps) await TrySaveAsync(_changed);
        _stop.Dispose();
    }

    private async Task SaveAllAsync()
    {
        _isSaving = true;
        try
        {
            while (_saved < _changed && !_stop.IsCancellationRequested)
            {
                if (!await TrySaveAsync(_changed)) await RetryPauseAsync();
            }
        }
        finally
        {
            _isSaving = false;
        }
    }

    private async Task<bool> TrySaveAsync(long change)
    {
        try
        {
            await store.SaveAsync(export(), CancellationToken.None);
        }
        catch (Exception e)
        {
            Failed(e); // whatever a store throws, the state is not known to be durable
            return false;
        }

        if (Failure is not null) log.PaperSaveRecovered(_held.Count);
        (Failure, FailingSinceUtc, SavedAtUtc) = (null, null, time.GetUtcNow());
        _saved = change;
        try
        {
            Tell();
        }
        finally
        {
            while (_waiting.TryPeek(out var next) && next.Change <= change) _waiting.Dequeue().Saved.SetResult(true);
        }

        return true;
    }

    private void Failed(Exception e)
    {
        if (Failure is null) log.PaperSaveFailed(e.Message);
        FailingSinceUtc ??= time.GetUtcNow();
        Failure = e.Message;
        while (_waiting.TryDequeue(out var waiting)) waiting.Saved.SetResult(false);
    }

    private async Task RetryPauseAsync()
    {
        try
        {
            await Task.Delay(RetryDelay, time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Closing: the caller saves once more.
        }
    }

    /// <summary>A listener may call back into the exchange; what that brings about is told after what is being told now.</summary>
    private void Tell()
    {
        if (_isTelling) return;
        _isTelling = true;
        try
        {
            while (_held.TryPeek(out var next) && next.Change <= _saved)
            {
                _held.Dequeue();
                Listener?.OnUpdate(next.Update);
            }
        }
        finally
        {
            _isTelling = false;
        }
    }
}
