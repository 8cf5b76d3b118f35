using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>
/// The only writer of <see cref="ITradeStateStore"/>. It takes note of changed trades as they happen, and <see cref="RunAsync"/>
/// saves the newest state of each, then the checkpoint. The engine never waits for it: while the store is away it keeps what
/// changed and tries again, waiting 100 ms to 5 s in between.
/// </summary>
public sealed class TradeProjector : IDisposable
{
    public const int DirtyMax = 10_000;
    private const int CatchUpBatch = 1_000;
    private const ConfigureAwaitOptions EndQuietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;
    private static readonly TimeSpan RetryMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(5);

    private readonly ITradeStateStore _store;
    private readonly IEventJournal _journal;
    private readonly TradeBook _book;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly DirtyTrades _dirty;
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly IDisposable _subscription;
    private long _checkpoint;
    private volatile Failing? _failing;

    /// <param name="store">Where the states go.</param>
    /// <param name="journal">Read at the start, and after the store was away for too long.</param>
    /// <param name="bus">Subscribed to at once; the book must have subscribed before.</param>
    /// <param name="book">Has folded each event by the time it comes here.</param>
    /// <param name="time">Times the retries.</param>
    /// <param name="log">Where failures are told.</param>
    /// <param name="dirtyMax">Trades that may wait; beyond that the journal is read instead.</param>
    public TradeProjector(
        ITradeStateStore store, IEventJournal journal, IEventBus bus, TradeBook book, TimeProvider time,
        ILogger<TradeProjector>? log = null, int dirtyMax = DirtyMax)
    {
        (_store, _journal, _book, _time, _log) = (store, journal, book, time, log ?? (ILogger)NullLogger.Instance);
        _dirty = new DirtyTrades(dirtyMax);
        _dirty.MustCatchUp(); // what was journaled before this start and never saved
        _subscription = bus.Subscribe(OnEvent);
    }

    public ProjectorHealth Health
    {
        get
        {
            var failing = _failing;
            return new(Interlocked.Read(ref _checkpoint), _dirty.LastSequence, _dirty.Count, failing?.Cause, failing?.SinceUtc);
        }
    }

    /// <summary>How often so many trades waited that the journal had to be read again.</summary>
    public long OverflowCount => _dirty.OverflowCount;

    /// <summary>Saves until it is stopped. It waits for the store, so it does not belong on the engine's loop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var retry = RetryMin;
        while (!stopping.IsCancellationRequested)
        {
            if (await TrySaveAsync(stopping))
            {
                retry = RetryMin;
                await _changed.WaitAsync(stopping).ConfigureAwait(EndQuietly);
            }
            else
            {
                await Task.Delay(retry, _time, stopping).ConfigureAwait(EndQuietly);
                retry = retry * 2 < RetryMax ? retry * 2 : RetryMax;
            }
        }
    }

    /// <summary>One round: true when the store is complete up to what was seen when it began. For tests, replays and the way out.</summary>
    public async Task<bool> TrySaveAsync(CancellationToken stopping)
    {
        try
        {
            await SaveAsync(stopping);
            Succeeded();
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false; // what is not saved yet is in the journal
        }
        catch (Exception e) when (e is TradeStoreUnavailableException or JournalUnavailableException or IOException)
        {
            Failed(e);
            return false;
        }
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _changed.Dispose();
    }

    private void OnEvent(JournaledEvent journaled)
    {
        var changed = journaled.Event is TradeEvent e ? _book.Find(e.TradeId) : null;
        _dirty.Seen(journaled.Sequence, changed);
        if (_changed.CurrentCount == 0)
        {
            _changed.Release();
        }
    }

    private async Task SaveAsync(CancellationToken stopping)
    {
        if (_dirty.Take() is not { } taken)
        {
            await CatchUpAsync(stopping);
            return;
        }

        try
        {
            foreach (var trade in taken.Trades)
            {
                await _store.SaveAsync(trade, stopping);
            }

            await CheckpointAsync(taken.UpTo, stopping);
        }
        catch
        {
            _dirty.PutBack(taken.Trades);
            throw;
        }
    }

    /// <summary>Folds the journal from the checkpoint on, a bounded number of trades at a time, each on what the store has of it.</summary>
    private async Task CatchUpAsync(CancellationToken stopping)
    {
        try
        {
            var touched = new Dictionary<TradeId, TradeState>();
            var upTo = await _store.GetCheckpointAsync(stopping);
            foreach (var journaled in _journal.ReadAfter(upTo))
            {
                upTo = journaled.Sequence;
                await FoldAsync(touched, journaled, stopping);
                if (touched.Count >= CatchUpBatch)
                {
                    await SaveAllAsync(touched, upTo, stopping);
                }
            }

            await SaveAllAsync(touched, upTo, stopping);
        }
        catch
        {
            _dirty.MustCatchUp();
            throw;
        }
    }

    private async Task FoldAsync(Dictionary<TradeId, TradeState> touched, JournaledEvent journaled, CancellationToken stopping)
    {
        if (journaled.Event is not TradeEvent e)
        {
            return;
        }

        var state = touched.GetValueOrDefault(e.TradeId) ?? await _store.GetAsync(e.TradeId, stopping);
        if (TradeFold.Apply(state, journaled) is { Outcome: TradeFoldOutcome.Applied, After: { } after })
        {
            touched[e.TradeId] = after;
        }
    }

    private async Task SaveAllAsync(Dictionary<TradeId, TradeState> touched, long upTo, CancellationToken stopping)
    {
        foreach (var trade in touched.Values)
        {
            await _store.SaveAsync(trade, stopping);
        }

        touched.Clear();
        await CheckpointAsync(upTo, stopping);
    }

    private async Task CheckpointAsync(long sequence, CancellationToken stopping)
    {
        if (sequence > Interlocked.Read(ref _checkpoint))
        {
            await _store.SetCheckpointAsync(sequence, stopping);
            Interlocked.Exchange(ref _checkpoint, sequence);
        }
    }

    private void Succeeded()
    {
        if (_failing is { } failing)
        {
            _failing = null;
            _log.TradeStoreBack(failing.SinceUtc);
        }
    }

    private void Failed(Exception e)
    {
        if (_failing is null)
        {
            _log.TradeStoreAway(e);
        }

        _failing = new(e.Message, _failing?.SinceUtc ?? _time.GetUtcNow());
    }

    private sealed record Failing(string Cause, DateTimeOffset SinceUtc);
}
