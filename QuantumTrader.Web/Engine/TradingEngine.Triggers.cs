using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Web.Engine.Emergency.Triggers;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;
using QuantumTrader.Web.Engine.Risk;

namespace QuantumTrader.Web.Engine;

/// <content>What limits or stops trading by itself. A lost lease and an absent shared store are not among it.</content>
public sealed partial class TradingEngine
{
    private readonly TriggerSet _triggerSet;
    private readonly TriggerBoard _triggers;
    private readonly SymbolState[] _states; // as an array, because going through it allocates nothing
    private DateTimeOffset? _onDutySinceUtc;
    private DateTimeOffset? _mismatchSinceUtc;
    private string? _mismatch;
    private readonly ModuleAlarm _alarm = new();
    private DrawdownTier _tierTold;
    private (Guid EmergencyId, bool Succeeded)? _endTold;

    /// <summary>Each trigger as it is now, those that people pull last.</summary>
    public IReadOnlyList<TriggerState> TriggerStates()
    {
        var states = _triggers.States();
        var failing = states.FirstOrDefault(s => s.State == TriggerState.Failing);
        states.Add(new(
            TriggerCodes.EvaluatorFailed,
            !_parts.Settings.Triggers.EvaluatorFailed ? TriggerState.Off : failing is null ? TriggerState.Armed : "reduce_only",
            failing is null ? null : $"{failing.Code}: {failing.Detail}",
            null,
            null));
        states.Add(new(TriggerCodes.File, _parts.Settings.Triggers.File ? TriggerState.ByHand : TriggerState.Off, null, null, null));
        states.Add(new(TriggerCodes.Manual, TriggerState.ByHand, null, null, null));
        return states;
    }

    private TriggerBoard CreateTriggers() => new(
        _triggerSet.Slots,
        Mode,
        Pauses,
        new TriggerDeeds(
            (code, reason) => Tasks.Run($"stop on {code}", () => Emergency.ActivateAsync(code, reason, "engine")),
            () => Emergency.IsLatched,
            JournalOnDuty),
        _parts.Settings.Triggers.EvaluatorFailed ? _parts.Settings.Triggers.EvaluatorFailuresMax : null,
        _parts.Ids,
        _parts.Logs.CreateLogger<TriggerBoard>());

    private void CountForTriggers(JournaledEvent journaled) => _triggerSet.OnEvent(journaled.Event, LastStepCloseUtc ?? _parts.Time.GetUtcNow());

    private void LookAtTriggers(DateTimeOffset now)
    {
        _onDutySinceUtc ??= now;
        try
        {
            var facts = Facts(now);
            _triggers.Look(in facts);
        }
#pragma warning disable CA1031 // A safeguard that sees nothing is a reason to take no new risk; the board knows what to do.
        catch (Exception e)
        {
            _triggers.OnBlind(e, now);
        }
#pragma warning restore CA1031

        TellTier();
        TellEnd(now);
    }

    private void ObserveEquity(DateTimeOffset now)
    {
        if (!Ledger.IsKnown)
        {
            return;
        }

        var before = Equity.Last.Status;
        var reading = Equity.Observe(now);
        if (reading.JustTripped && !Emergency.IsLatched)
        {
            OnDrawdown(reading);
        }
        else if (reading.Status == DrawdownStatus.Suspected && before != DrawdownStatus.Suspected && _parts.VenueHasOwnMarks)
        {
            Tasks.Run("ask the venue about a drawdown", AskVenueAsync);
        }
    }

    private TriggerFacts Facts(DateTimeOffset now)
    {
        var policy = Policy.Snapshot.Policy;
        return new TriggerFacts
        {
            NowUtc = now,
            MarketUtc = LastStepCloseUtc,
            Equity = Equity.Last,
            EquityAtUtc = Equity.LastAtUtc,
            NetTransfers = Ledger.NetTransfers,
            PositionsOpen = Ledger.OpenCount > 0,
            DailyLossMax = policy?.Limits.DailyDrawdownMax,
            DailyLimitOn = Equity.DailyLimitOn,
            DailyStopOn = Equity.DailyStopOn,
            LossVelocityMax = policy?.LossVelocityMax,
            EntriesPerMinuteMax = policy?.EntriesPerMinuteMax,
            MarkAtUtc = MarkAt(),
            BarEvery = _parts.BarEvery,
            MismatchSinceUtc = _mismatchSinceUtc,
            Mismatch = _mismatch,
            CriticalCause = CriticalCause(now),
        };
    }

    /// <summary>
    /// The oldest mark of what is held, else the newest of all; not before this process began to act. Symbols that are not traded here have no
    /// marks of ours and are left out.
    /// </summary>
    private DateTimeOffset? MarkAt()
    {
        DateTimeOffset? oldest = null;
        foreach (var state in _states)
        {
            if (Ledger.Holds(state.Symbol) && !((state.MarkAtUtc ?? DateTimeOffset.MinValue) >= oldest))
            {
                oldest = state.MarkAtUtc ?? DateTimeOffset.MinValue;
            }
        }

        var at = oldest ?? LastDataAtUtc;
        return at >= _onDutySinceUtc ? at : _onDutySinceUtc;
    }

    /// <summary>Neither the lease nor the shared store counts: without them nothing is opened, and what is open is looked after.</summary>
    private string? CriticalCause(DateTimeOffset now) =>
        Defect is { } defect ? $"a defect stopped a part of the engine ({defect.Message})"
        : !IsJournalOk() ? "the journal's disk does not take what happens"
        : _parts.CriticalCause() ?? (_parts.Settings.Triggers.SystemHealthByModules ? _alarm.Cause(Modules.Seats, _health, now) : null);

    private void NoteComparison(ReconcileResult result)
    {
        if (result.IsSame)
        {
            (_mismatchSinceUtc, _mismatch) = (null, null);
        }
        else if ((result.Difference ?? result.Unexplained) is { } difference)
        {
            (_mismatchSinceUtc, _mismatch) = (_mismatchSinceUtc ?? _parts.Time.GetUtcNow(), difference);
        }

        LookAtTriggers(_parts.Time.GetUtcNow());
    }

    private void ResetTriggers()
    {
        _tierTold = DrawdownTier.None;
        var facts = Facts(_parts.Time.GetUtcNow());
        _triggers.OnReset(in facts);
    }

    /// <summary>Once on each way down; half way back to the peak it is told anew.</summary>
    private void TellTier()
    {
        var reading = Equity.Last;
        if (reading.Tier == DrawdownTier.None && _tierTold != DrawdownTier.None && IsHalfWayBack(in reading))
        {
            _tierTold = DrawdownTier.None;
        }

        if (!(reading.Tier > _tierTold) || Emergency.IsLatched || reading is not { Equity: { } equity, Peak: { } peak })
        {
            return;
        }

        _tierTold = reading.Tier;
        _log.DrawdownWarned(reading.Tier.ToString(), $"{equity}", $"{reading.Drawdown?.Percent:0.##} %");
        JournalOnDuty(new DrawdownWarned(_parts.Ids.Next(), _parts.Time.GetUtcNow())
        {
            Tier = reading.Tier,
            Equity = equity,
            Peak = peak,
            Drawdown = reading.Drawdown,
            Limit = reading.Limit,
            AllTimeDrawdown = reading.AllTimeDrawdown,
            AllTimeLimit = reading.AllTimeLimit,
        });
    }

    private static bool IsHalfWayBack(in DrawdownReading reading) =>
        reading.Drawdown is { } fall && fall.Value < reading.Limit.Value / 2m && reading.AllTimeDrawdown is { } all && all.Value < reading.AllTimeLimit.Value / 2m;

    /// <summary>Whether the stop that a drawdown asked for succeeded; a run that is stuck is told too, and again when it ends after all.</summary>
    private void TellEnd(DateTimeOffset now)
    {
        if (Emergency.Record is not { Latch: { Trigger: TriggerCodes.Drawdown or TriggerCodes.AllTimeDrawdown } latch } record
            || (!record.IsRunOver && record.RunState != EmergencyRunState.Stuck)
            || _endTold == (latch.EmergencyId, record.IsRunOver))
        {
            return;
        }

        _endTold = (latch.EmergencyId, record.IsRunOver);
        var equity = Ledger.Equity;
        JournalOnDuty(new CircuitBreakerEnded(_parts.Ids.Next(), now)
        {
            EmergencyId = latch.EmergencyId,
            Succeeded = record.IsRunOver,
            RunState = record.RunState,
            Took = now - latch.ActivatedAtUtc,
            Equity = equity,
            Drawdown = equity is { } left && Equity.Last.Peak is { } peak ? (peak - left).ShareOf(peak) : null,
        });
    }
}
