using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>
/// The only writer of <see cref="ITradeStateStore"/>. It takes note of changed trades as they happen, and <see cref="RunAsync"/>
/// saves the newest state of each, many at once, and when all of them are stored the checkpoint. The engine never waits for it:
/// while the store is away it keeps what changed and tries again, waiting 100 ms to 5 s in between. Once another process writes the
/// store it stops, until <see cref="GoOn"/> says that this one leads again.
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
    private readonly ILease? _lease;
    private readonly Action<long>? _confirmed;
    private readonly Func<int>? _generation;
    private readonly DirtyTrades _dirty;
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly IDisposable _subscription;
    private long _checkpoint;
    private int _generationSeen;
    private volatile Term _term;
    private volatile Failing? _failing;

    /// <param name="store">Where the states go.</param>
    /// <param name="journal">Read at the start, and after the store was away for too long.</param>
    /// <param name="bus">Subscribed to at once; the book must have subscribed before.</param>
    /// <param name="book">Has folded each event by the time it comes here.</param>
    /// <param name="time">Times the retries.</param>
    /// <param name="log">Where failures are told.</param>
    /// <param name="dirtyMax">Trades that may wait; beyond that the journal is read instead.</param>
    /// <param name="lease">Of a shared store: when its epoch changes, nothing is saved until <see cref="GoOn"/>.</param>
    /// <param name="supersededUpTo">See <see cref="GoOn"/>.</param>
    /// <param name="generation">Grows whenever the store came back, and may have lost what it had; null for one that never does.</param>
    /// <param name="confirmed">Told each sequence up to which the store is complete, on the projector's thread.</param>
    public TradeProjector(
        ITradeStateStore store, IEventJournal journal, IEventBus bus, TradeBook book, TimeProvider time,
        ILogger<TradeProjector>? log = null, int dirtyMax = DirtyMax, ILease? lease = null, long supersededUpTo = 0, Func<int>? generation = null, Action<long>? confirmed = null)
    {
        (_lease, _generation, _confirmed, _term) = (lease, generation, confirmed, new Term(lease?.Epoch ?? 0, supersededUpTo, isFenced: lease is { Epoch: 0 })); // 0: it never led, and waits for GoOn
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
            return new(Interlocked.Read(ref _checkpoint), _dirty.LastSequence, _dirty.Count, failing?.Cause, failing?.SinceUtc, _term.IsFenced);
        }
    }

    /// <summary>How often so many trades waited that the journal had to be read again.</summary>
    public long OverflowCount => _dirty.OverflowCount;

    /// <summary>
    /// The lease is held, perhaps under a new epoch, and the shared trades are merged into the book: saves again, from the journal.
    /// </summary>
    /// <param name="supersededUpTo">Own events up to here that are about trades of another writer are not folded: that writer knew better.</param>
    public void GoOn(long supersededUpTo)
    {
        _dirty.MustCatchUp();
        _term = new Term(_lease?.Epoch ?? 0, supersededUpTo);
        Wake();
    }

    /// <summary>The store may have lost its last writes: what it lacks is saved again, from where it says that it is complete.</summary>
    public void LookAgain()
    {
        _dirty.MustCatchUp();
        Wake();
    }

    /// <summary>Saves until it is stopped. It waits for the store, so it does not belong on the engine's loop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var retry = RetryMin;
        while (!stopping.IsCancellationRequested)
        {
            if (await TrySaveAsync(stopping) || _term.IsFenced)
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
        var term = _term;
        if (term.IsFenced)
        {
            return false;
        }

        try
        {
            ThrowIfNotOurs(term);
            await SaveAsync(term, stopping);
            Succeeded();
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false; // what is not saved yet is in the journal
        }
        catch (TradeStoreFencedException e)
        {
            Fenced(term, e);
            return false;
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
        Wake();
    }

    private void Wake()
    {
        if (_changed.CurrentCount > 0)
        {
            return;
        }

        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another thread woke it at the same moment.
        }
    }

    private async Task SaveAsync(Term term, CancellationToken stopping)
    {
        if (_generation?.Invoke() is { } now && now != _generationSeen)
        {
            _generationSeen = now;
            _dirty.MustCatchUp();
        }

        if (_dirty.Take() is not { } taken)
        {
            await CatchUpAsync(term, stopping);
            return;
        }

        try
        {
            await SaveWindow.SaveAsync(_store, taken.Trades, () => ThrowIfNotOurs(term), stopping);
            await CheckpointAsync(taken.UpTo, stopping);
        }
        catch
        {
            _dirty.PutBack(taken.Trades);
            throw;
        }
    }

    /// <summary>Folds the journal from the checkpoint on, a bounded number of trades at a time, each on what the store has of it.</summary>
    private async Task CatchUpAsync(Term term, CancellationToken stopping)
    {
        try
        {
            var touched = new Dictionary<TradeId, TradeState>();
            var upTo = await _store.GetCheckpointAsync(stopping);
            foreach (var journaled in _journal.ReadAfter(upTo))
            {
                upTo = journaled.Sequence;
                await FoldAsync(touched, journaled, term, stopping);
                if (touched.Count >= CatchUpBatch)
                {
                    await SaveAllAsync(touched, upTo, term, stopping);
                }
            }

            await SaveAllAsync(touched, upTo, term, stopping);
        }
        catch
        {
            _dirty.MustCatchUp();
            throw;
        }
    }

    private async Task FoldAsync(Dictionary<TradeId, TradeState> touched, JournaledEvent journaled, Term term, CancellationToken stopping)
    {
        if (journaled.Event is not TradeEvent e)
        {
            return;
        }

        var state = touched.GetValueOrDefault(e.TradeId)
            ?? (await _store.GetAsync(e.TradeId, stopping) is { } stored ? TradeBookRestore.Rebased(stored, _book.JournalId, term.SupersededUpTo) : null);
        if (TradeFold.Apply(state, journaled, _book.JournalId) is { Outcome: TradeFoldOutcome.Applied, After: { } after })
        {
            touched[e.TradeId] = after;
        }
    }

    private async Task SaveAllAsync(Dictionary<TradeId, TradeState> touched, long upTo, Term term, CancellationToken stopping)
    {
        await SaveWindow.SaveAsync(_store, touched.Values, () => ThrowIfNotOurs(term), stopping);
        touched.Clear();
        await CheckpointAsync(upTo, stopping);
    }

    private async Task CheckpointAsync(long sequence, CancellationToken stopping)
    {
        if (_generation?.Invoke() is { } now && now != _generationSeen)
        {
            throw new TradeStoreUnavailableException("The shared trade store was away meanwhile: what it lost is looked for first.");
        }

        if (sequence > Interlocked.Read(ref _checkpoint))
        {
            await _store.SetCheckpointAsync(sequence, stopping);
            Interlocked.Exchange(ref _checkpoint, sequence);
            _confirmed?.Invoke(sequence);
        }
    }

    /// <summary>A lease that was lost and won again: what waits here was folded without what the other process did.</summary>
    private void ThrowIfNotOurs(Term term)
    {
        if (term.IsFenced || (_lease is { } lease && lease.Epoch != term.Epoch) || _term != term)
        {
            throw new TradeStoreFencedException($"The trades are not saved under epoch {term.Epoch} any more: the lease was given again, and the shared trades must be merged first.");
        }
    }

    private void Fenced(Term term, TradeStoreFencedException e)
    {
        _dirty.MustCatchUp();
        var fenced = new Term(term.Epoch, term.SupersededUpTo, isFenced: true);
        if (!term.IsFenced && Interlocked.CompareExchange(ref _term, fenced, term) == term)
        {
            _failing = new(e.Message, _failing?.SinceUtc ?? _time.GetUtcNow());
            _log.TradeStoreFenced(e);
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

    /// <summary>The time under one epoch. Compared by reference.</summary>
    private sealed class Term(long epoch, long supersededUpTo, bool isFenced = false)
    {
        public long Epoch { get; } = epoch;
        public long SupersededUpTo { get; } = supersededUpTo;
        public bool IsFenced { get; } = isFenced;
    }

    private sealed record Failing(string Cause, DateTimeOffset SinceUtc);
}
