using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Risk;

namespace QuantumTrader.Web.Engine.Emergency.Triggers;

/// <summary>
/// Looks at every trigger and does what it asks for: holds reduce-only in its name, pauses a symbol, calls people, stops. A trigger that
/// throws holds reduce-only, and stops trading when it goes on throwing. While nothing changes, a look allocates nothing.
/// </summary>
internal sealed class TriggerBoard(
    TriggerSlot[] slots,
    ModeState mode,
    SymbolPauses pauses,
    TriggerDeeds deeds,
    int? failuresMax,
    IIdSource ids,
    ILogger log)
{
    private static readonly TriggerAction[] Actions = [TriggerAction.Page, TriggerAction.PauseSymbol, TriggerAction.ReduceOnly, TriggerAction.Run];

    public void Look(in TriggerFacts now)
    {
        foreach (var slot in slots)
        {
            if (slot.IsOn)
            {
                Look(slot, in now);
            }
        }

        mode.Expire(now.NowUtc);
        pauses.Expire(now.NowUtc);
    }

    /// <summary>The facts themselves could not be taken: every trigger is blind.</summary>
    public void OnBlind(Exception e, DateTimeOffset nowUtc)
    {
        foreach (var slot in slots)
        {
            if (slot.IsOn)
            {
                OnFailed(slot, e, nowUtc);
            }
        }
    }

    /// <summary>A person allowed trading again.</summary>
    public void OnReset(in TriggerFacts now)
    {
        pauses.Clear();
        foreach (var slot in slots)
        {
            slot.Trigger.OnReset(in now);
            slot.Failures = 0;
            Lift(slot.FailureOwner, TriggerCodes.EvaluatorFailed, "Trading was reset.", now.NowUtc);
            Forget(slot);
        }
    }

    public List<TriggerState> States()
    {
        var states = new List<TriggerState>(slots.Length + 2);
        foreach (var slot in slots)
        {
            states.Add(StateOf(slot));
        }

        return states;
    }

    private void Look(TriggerSlot slot, in TriggerFacts now)
    {
        try
        {
            var verdict = slot.Trigger.Evaluate(in now);
            Apply(slot, in verdict, in now);
            if (slot.Failures > 0)
            {
                slot.Failures = 0;
                Lift(slot.FailureOwner, TriggerCodes.EvaluatorFailed, $"{slot.Trigger.Code} can be looked at again.", now.NowUtc);
            }
        }
#pragma warning disable CA1031 // Whatever it is: a safeguard that does not work is a reason to take no new risk.
        catch (Exception e)
        {
            OnFailed(slot, e, now.NowUtc);
        }
#pragma warning restore CA1031
    }

    private void Apply(TriggerSlot slot, in TriggerVerdict verdict, in TriggerFacts now)
    {
        if (verdict.Action != slot.Asked || (verdict.Action & TriggerAction.PauseSymbol) != 0)
        {
            Change(slot, in verdict, in now);
        }

        slot.UntilUtc = verdict.UntilUtc;
        if ((verdict.Action & TriggerAction.ReduceOnly) != 0)
        {
            mode.Hold(slot.Trigger.Code, slot.Reason!, now.NowUtc, verdict.UntilUtc);
        }

        if ((verdict.Action & TriggerAction.Run) != 0 && !deeds.IsStopped())
        {
            deeds.Run(slot.Trigger.Code, slot.Reason!);
        }
    }

    private void Change(TriggerSlot slot, in TriggerVerdict verdict, in TriggerFacts now)
    {
        // Each pause is one of its own: the next look may find another symbol.
        var (code, began, ended) = (slot.Trigger.Code, verdict.Action & ~(slot.Asked & ~TriggerAction.PauseSymbol), slot.Asked & ~verdict.Action);
        var reason = slot.Trigger.Explain(in now);
        if ((ended & TriggerAction.ReduceOnly) != 0)
        {
            Lift(code, code, "The reason is gone.", now.NowUtc);
        }

        if (verdict is { Action: var action, Symbol: { } symbol, UntilUtc: { } until } && (action & TriggerAction.PauseSymbol) != 0)
        {
            pauses.Pause(symbol, code, reason, now.NowUtc, until);
        }

        foreach (var one in Actions)
        {
            if ((began & one) != 0)
            {
                Tell(code, one, true, reason, now.NowUtc, verdict.Symbol, verdict.UntilUtc);
            }
        }

        (slot.Asked, slot.Reason, slot.SinceUtc) = (verdict.Action, verdict.Action == TriggerAction.None ? null : reason, now.NowUtc);
    }

    private void OnFailed(TriggerSlot slot, Exception e, DateTimeOffset nowUtc)
    {
        var failures = ++slot.Failures;
        if (failuresMax is not { } max)
        {
            log.EvaluatorFailed(slot.Trigger.Code, failures, e);
            return;
        }

        var reason = $"The trigger {slot.Trigger.Code} cannot be looked at: {e.Message}";
        if (mode.Hold(slot.FailureOwner, reason, nowUtc))
        {
            log.EvaluatorFailed(slot.Trigger.Code, failures, e);
            Tell(TriggerCodes.EvaluatorFailed, TriggerAction.ReduceOnly, true, reason, nowUtc, null, null);
        }

        if (failures >= max && !deeds.IsStopped())
        {
            deeds.Run(TriggerCodes.EvaluatorFailed, $"{reason} ({failures} times in a row)");
        }
    }

    private void Lift(string owner, string code, string reason, DateTimeOffset nowUtc)
    {
        if (mode.Lift(owner))
        {
            Tell(code, TriggerAction.ReduceOnly, false, reason, nowUtc, null, null);
        }
    }

    /// <summary>What still holds is asked for again with the next look, and told again.</summary>
    private void Forget(TriggerSlot slot)
    {
        mode.Lift(slot.Trigger.Code);
        (slot.Asked, slot.Reason, slot.SinceUtc, slot.UntilUtc) = (TriggerAction.None, null, null, null);
    }

    private void Tell(string code, TriggerAction action, bool began, string reason, DateTimeOffset nowUtc, Symbol? symbol, DateTimeOffset? untilUtc)
    {
        log.TriggerActed(code, action.ToString(), began ? "begins" : "ends", reason);
        deeds.Tell(new TriggerActed(ids.Next(), nowUtc) { Code = code, Action = action, Began = began, Reason = reason, Symbol = symbol?.Value, UntilUtc = untilUtc });
    }

    private TriggerState StateOf(TriggerSlot slot) => slot switch
    {
        { IsOn: false } => new(slot.Trigger.Code, TriggerState.Off, null, null, null),
        { Failures: > 0 } => new(slot.Trigger.Code, TriggerState.Failing, $"Failed {slot.Failures} times in a row.", slot.SinceUtc, null),
        _ => new(slot.Trigger.Code, WordOf(slot), slot.Reason, slot.Reason is null ? null : slot.SinceUtc, slot.UntilUtc),
    };

    private string WordOf(TriggerSlot slot) => slot.Asked switch
    {
        var a when (a & TriggerAction.Run) != 0 => "run",
        var a when (a & TriggerAction.Page) != 0 => "paged",
        var a when (a & TriggerAction.ReduceOnly) != 0 => "reduce_only",
        _ when IsPausing(slot.Trigger.Code) => "paused",
        _ => TriggerState.Armed,
    };

    private bool IsPausing(string code)
    {
        foreach (var pause in pauses.All)
        {
            if (pause.Owner == code)
            {
                return true;
            }
        }

        return false;
    }
}
