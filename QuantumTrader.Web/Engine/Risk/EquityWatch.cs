using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>Feeds the drawdown monitor with the ledger's equity on every step and keeps its peaks and its trip on disk.</summary>
public sealed class EquityWatch(AccountLedger ledger, PolicyCache policy, DrawdownMonitor monitor, IDrawdownStore store, EngineTasks tasks, ILogger<EquityWatch> log)
{
    private static readonly TimeSpan TransfersKept = TimeSpan.FromDays(1); // the venue's list reaches back for months only
    private static readonly TimeSpan TransfersQuiet = TimeSpan.FromMinutes(10); // until what was told is listed too, and the other way round

    private Usd _transfersSeen;
    private DateTimeOffset _transferredAtUtc;
    private DrawdownState _saved = DrawdownState.Empty;
    private int _savedRevision;
    private bool _saving;

    /// <summary>The last judgement.</summary>
    public DrawdownReading Last { get; private set; }

    public DateTimeOffset? LastAtUtc { get; private set; }

    public Usd? Equity => ledger.Equity;

    /// <summary>The higher of the peaks, as it was stored or measured since; null before the first.</summary>
    public Usd? HeightKnown => monitor.State is var state && state.AllTimePeak > state.Peak ? state.AllTimePeak : state.Peak;

    /// <summary>True when the present equity is at or beyond the limit from the present peak, or when that cannot be told.</summary>
    public bool WouldBreach => WouldBreachAt(LimitNow);

    /// <summary>The UTC day on which the daily loss reached its limit last.</summary>
    public DateOnly? DailyLimitOn => monitor.DailyLimitOn;

    /// <summary>The UTC day on which a stop for the daily loss was reset last.</summary>
    public DateOnly? DailyStopOn => monitor.DailyStopOn;

    private Fraction? LimitNow => policy.Snapshot.Policy?.DrawdownLimit;

    /// <summary>From when on the venue must count transfers, so that those are seen that came while nobody looked; null: from whenever it likes.</summary>
    public DateTimeOffset? TransfersSinceUtc => monitor.TransfersSinceUtc;

    /// <summary>
    /// After the ledger took the venue's word: of the transfers since the instant that the stored peak names, those that it does not hold yet
    /// move it; where the venue does not count from there, all are taken to be in it. The first reading is the venue's own, because there
    /// is nothing yet that a bad tick could be held against: one that is far too high would be taken for a height.
    /// </summary>
    public DrawdownReading Begin(DateTimeOffset nowUtc)
    {
        if (ledger.TransfersSinceUtc is { } since && since == monitor.TransfersSinceUtc)
        {
            _transfersSeen = monitor.Transfers;
        }
        else
        {
            _transfersSeen = ledger.NetTransfers;
            monitor.CountTransfersFrom(ledger.TransfersSinceUtc, ledger.NetTransfers);
        }

        return Observe(ledger.EquityRead, nowUtc);
    }

    /// <summary>What the last leader measured. When it cannot be read, what is known here goes on: it is what this process saw itself.</summary>
    public async Task ReloadAsync()
    {
        try
        {
            if (await store.ReadAsync(CancellationToken.None) is { } stored)
            {
                monitor.Restore(stored);
            }
        }
        catch (DrawdownStoreUnavailableException e)
        {
            log.PeakNotRead(e);
        }
    }

    /// <summary>Once per step, after all marks.</summary>
    public DrawdownReading Observe(DateTimeOffset nowUtc) => Observe(ledger.Equity, nowUtc);

    private DrawdownReading Observe(Usd? equity, DateTimeOffset nowUtc)
    {
        var document = policy.Snapshot.Policy;
        _transferredAtUtc = ledger.NetTransfers == _transfersSeen ? _transferredAtUtc : nowUtc;
        Last = monitor.Observe(new EquityObservation
        {
            Equity = equity,
            NetTransfers = ledger.NetTransfers - _transfersSeen,
            PositionsOpen = ledger.OpenCount > 0,
            // A policy that cannot be read is no loss: it denies entries, and must not flatten the account.
            Limit = document?.DrawdownLimit ?? DefaultPolicy.DrawdownLimit,
            AllTimeLimit = document?.AllTimeDrawdownLimit ?? DefaultPolicy.AllTimeDrawdownLimit,
            AtUtc = nowUtc,
        });
        (_transfersSeen, LastAtUtc) = (ledger.NetTransfers, nowUtc);
        CountLater(nowUtc);
        SaveWhenMoved();
        return Last;
    }

    /// <summary>Once a day, where nothing came or went lately, the instant moves on: a restart months later must still find it in the venue's list.</summary>
    private void CountLater(DateTimeOffset nowUtc)
    {
        if (monitor.TransfersSinceUtc is { } since && nowUtc - since > TransfersKept && nowUtc - _transferredAtUtc > TransfersQuiet)
        {
            monitor.CountTransfersFrom(nowUtc - (TransfersQuiet / 2), Usd.Zero);
        }
    }

    /// <summary>What the venue says of the account, asked because the limit was suspected.</summary>
    public DrawdownReading Corroborate(Usd? equity)
    {
        Last = monitor.Corroborate(equity);
        SaveWhenMoved();
        return Last;
    }

    /// <summary>The daily loss reached its limit; it is remembered over a restart.</summary>
    public void NoteDailyLimit(DateOnly dayUtc, bool stopped)
    {
        monitor.NoteDailyLimit(dayUtc, stopped);
        SaveWhenMoved();
    }

    /// <summary>Why a reset would stop again at once, in words for people; null when it would not.</summary>
    /// <param name="rebasePeak">Measure from the present equity.</param>
    /// <param name="newLimit">With a kept peak: the limit that shall hold from now on; null: the policy's.</param>
    public string? WhyNoReset(bool rebasePeak, Fraction? newLimit)
    {
        if (ledger.Equity is { } equity && Last.AllTimePeak is { } highest && policy.Snapshot.Policy is { } document
            && !((highest - equity).ShareOf(highest) < document.AllTimeDrawdownLimit))
        {
            return $"Equity {equity} is at or beyond the limit of {document.AllTimeDrawdownLimit.Percent:0.##} % below its highest ever ({highest}), which no reset lowers. Change AllTimeDrawdownLimit in the policy first, or leave trading stopped.";
        }

        return (rebasePeak, newLimit) switch
        {
            (true, null) => null,
            (true, _) => "A new drawdown limit goes with a kept peak alone; rebase the peak without one.",
            (false, { Value: <= 0m or > 1m }) => "The new drawdown limit must be above 0 and at most 1 (0.12 is 12 %).",
            (false, { } limit) when WouldBreachAt(limit) => "Equity is already at or beyond the new drawdown limit; give a wider one, or rebase the peak.",
            (false, null) when WouldBreach => "With the old peak the drawdown limit would stop trading again at once. Give a new limit, rebase the peak, or leave trading stopped.",
            _ => null,
        };
    }

    /// <summary>Never fails: until the new peak is stored, a restart measures from the old one, which is the stricter.</summary>
    public async Task OnResetAsync(bool rebasePeak)
    {
        if (rebasePeak && ledger.Equity is { Value: > 0m } equity)
        {
            monitor.Rebase(equity);
        }
        else
        {
            monitor.Keep();
        }

        Last = Last with { Status = DrawdownStatus.Unknown, Tier = DrawdownTier.None, Cause = null, JustTripped = false, Peak = monitor.State.Peak };
        await SaveAsync();
    }

    private bool WouldBreachAt(Fraction? limit) =>
        !(ledger.Equity is { } equity && Last.Peak is { } peak && limit is { } most && (peak - equity).ShareOf(peak) < most);

    private bool IsSaved => Last.Peak == _saved.Peak && Last.DayOpenEquity == _saved.DayOpenEquity && Last.AllTimePeak == _saved.AllTimePeak && monitor.Revision == _savedRevision;

    private void SaveWhenMoved()
    {
        if (_saving || IsSaved)
        {
            return;
        }

        _saving = true;
        tasks.Run("save the drawdown peak", SaveAllAsync);
    }

    /// <summary>A trip must not wait for the next step to be stored.</summary>
    private async Task SaveAllAsync()
    {
        try
        {
            var saved = true;
            while (saved && !IsSaved)
            {
                saved = await SaveAsync();
            }
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task<bool> SaveAsync()
    {
        try
        {
            var (state, revision) = (monitor.State, monitor.Revision);
            await store.WriteAsync(state, CancellationToken.None);
            (_saved, _savedRevision) = (state, revision);
            return true;
        }
        catch (DrawdownStoreUnavailableException e)
        {
            log.PeakNotSaved(e); // The next step tries again; the peak in memory is what counts until a restart.
            return false;
        }
    }
}
