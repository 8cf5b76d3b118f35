using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>Feeds the drawdown monitor with the ledger's equity on every step and keeps its peak on disk.</summary>
public sealed class EquityWatch(AccountLedger ledger, PolicyCache policy, DrawdownMonitor monitor, IDrawdownStore store, EngineTasks tasks, ILogger<EquityWatch> log)
{
    private Usd _transfersSeen;
    private DrawdownState _saved = DrawdownState.Empty;
    private bool _saving;

    /// <summary>The last judgement.</summary>
    public DrawdownReading Last { get; private set; }

    public DateTimeOffset? LastAtUtc { get; private set; }

    public Usd? Equity => ledger.Equity;

    /// <summary>True when the present equity is at or beyond the limit from the present peak, or when that cannot be told.</summary>
    public bool WouldBreach =>
        !(ledger.Equity is { } equity && Last.Peak is { } peak && policy.Snapshot.Policy is { } document && (peak - equity).ShareOf(peak) < document.DrawdownLimit);

    /// <summary>After the ledger took the venue's word: transfers up to now are in the stored peak already.</summary>
    public void Begin() => _transfersSeen = ledger.NetTransfers;

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
    public DrawdownReading Observe(DateTimeOffset nowUtc)
    {
        Last = monitor.Observe(new EquityObservation
        {
            Equity = ledger.Equity,
            NetTransfers = ledger.NetTransfers - _transfersSeen,
            PositionsOpen = ledger.OpenCount > 0,
            // A policy that cannot be read is no loss: it denies entries, and must not flatten the account.
            Limit = policy.Snapshot.Policy?.DrawdownLimit ?? DefaultPolicy.DrawdownLimit,
            AtUtc = nowUtc,
        });
        (_transfersSeen, LastAtUtc) = (ledger.NetTransfers, nowUtc);
        SaveWhenMoved();
        return Last;
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

        Last = Last with { Status = DrawdownStatus.Unknown, Peak = monitor.State.Peak };
        await SaveAsync();
    }

    private void SaveWhenMoved()
    {
        if (_saving || (Last.Peak == _saved.Peak && Last.DayOpenEquity == _saved.DayOpenEquity))
        {
            return;
        }

        _saving = true;
        tasks.Run("save the drawdown peak", SaveAsync);
    }

    private async Task SaveAsync()
    {
        try
        {
            var state = monitor.State;
            await store.WriteAsync(state, CancellationToken.None);
            _saved = state;
        }
        catch (DrawdownStoreUnavailableException e)
        {
            log.PeakNotSaved(e); // The next step tries again; the peak in memory is what counts until a restart.
        }
        finally
        {
            _saving = false;
        }
    }
}
