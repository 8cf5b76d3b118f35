using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>The one door to everything that is privileged.</summary>
public sealed class AccessGate(RecordedDeeds deeds, RefusalRecords refusals, IApprovals approvals, IOptions<AccessOptions> options, TimeProvider time) : IAccessGate
{
    public AccessRefusal? Refusal(Caller caller, AccessAction action) =>
        ActionMatrix.Refusal(caller, action, time.GetUtcNow(), options.Value.StepUpMax);

    public async Task<Guarded<T>> RunAsync<T>(Caller caller, AccessAction action, ActionNote note, Func<Task<ActionEnd<T>>> deed, CancellationToken stopping)
    {
        var rule = ActionMatrix.Of(action);
        if (Refusal(caller, action) is { } refusal)
        {
            return Refused<T>(caller, rule, refusal, note);
        }

        if (rule.GoesFirst)
        {
            return await deeds.RunFirstAsync(caller, rule.Name, note, deed);
        }

        if (!rule.IsPrivileged)
        {
            return new Guarded<T>.Done((await deed()).Value);
        }

        var needsSecond = IsSecondPersonNeeded(action);
        return needsSecond && note.ApprovalId is null
            ? Refused<T>(caller, rule, AccessRefusal.SecondPersonNeeded(rule), note)
            : await deeds.RunAsync(caller, rule.Name, note, () => needsSecond ? RedeemAsync(caller, rule, note, stopping) : NoObjection, deed, stopping);
    }

    /// <summary>Whether this action is set to need a second person.</summary>
    internal bool IsSecondPersonNeeded(AccessAction action) => ActionMatrix.Of(action).MayNeedSecondPerson && action switch
    {
        AccessAction.ResetEmergency or AccessAction.AnnulEmergency => options.Value.TwoPersonReset,
        AccessAction.LoosenPolicy => options.Value.TwoPersonLoosening,
        AccessAction.GoLive => options.Value.TwoPersonLive,
        _ => false,
    };

    private static Task<AccessRefusal?> NoObjection => Task.FromResult<AccessRefusal?>(null);

    private Guarded<T>.Refused Refused<T>(Caller caller, ActionRule rule, AccessRefusal refusal, ActionNote note)
    {
        if (rule.IsPrivileged)
        {
            refusals.Add(caller, rule.Name, refusal, note);
        }

        return new(refusal);
    }

    private async Task<AccessRefusal?> RedeemAsync(Caller caller, ActionRule rule, ActionNote note, CancellationToken stopping)
    {
        try
        {
            return await approvals.RedeemAsync(note.ApprovalId!.Value, caller, rule.Action, note.After ?? "", stopping) is { } why
                ? new AccessRefusal(AccessRefusal.SecondPersonNeededCode, why)
                : null;
        }
        catch (ConsoleUnavailableException e)
        {
            return new AccessRefusal(AccessRefusal.SecondPersonNeededCode, $"The approval could not be checked, so nothing was done: {e.Message}");
        }
    }
}
