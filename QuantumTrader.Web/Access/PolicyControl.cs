using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.DryRun;
using QuantumTrader.Domain.Policy.Fields;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Web.Engine.Policy;

namespace QuantumTrader.Web.Access;

/// <summary>The policy behind the gate, with the caller's name on each change.</summary>
public sealed class PolicyControl(IAccessGate gate, IApprovalControl approvals, IPolicyActions actions, PolicyDryRuns dryRuns, IOptions<AccessOptions> options, TimeProvider time) : IPolicyControl
{
    public const int ReasonLengthMax = 200;
    public const int HistoryMax = 500;

    /// <summary>A store that hangs is given up earlier; whoever waits this long must be told.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(15);

    private const int NameLengthMax = 128;

    public async Task<Guarded<PolicyPreview>> PreviewAsync(Caller caller, PolicyChange change, CancellationToken stopping)
    {
        if (gate.Refusal(caller, AccessAction.SeeTrading) is { } refusal)
        {
            return new Guarded<PolicyPreview>.Refused(refusal);
        }

        return new Guarded<PolicyPreview>.Done(await LookAtAsync(caller, Tidy(change), stopping));
    }

    public async Task<Guarded<PolicyReceipt>> ChangeAsync(Caller caller, PolicyChange change, Guid? approvalId, CancellationToken stopping)
    {
        change = Tidy(change);
        // Who may not even tighten learns nothing of the policy from this.
        if (gate.Refusal(caller, AccessAction.TightenPolicy) is { } && gate.Refusal(caller, AccessAction.PauseEntries) is { } refusal)
        {
            return await gate.RunAsync<PolicyReceipt>(caller, AccessAction.TightenPolicy, new ActionNote("policy", change.Reason), () => throw new InvalidOperationException(refusal.Why), stopping);
        }

        var preview = await LookAtAsync(caller, change, stopping);
        if (preview.Objection is { } objection)
        {
            return new Guarded<PolicyReceipt>.Done(new(null, objection, null));
        }

        var note = new ActionNote($"policy version {preview.BasedOnVersion}", change.Reason) { Before = BeforeOf(preview.Comparison), After = preview.Summary, ApprovalId = approvalId };
        return await gate.RunAsync(caller, preview.Action, note, () => EditAsync(caller, change, preview), stopping);
    }

    public Task<Guarded<PolicyReceipt>> StopNewTradesAsync(Caller caller, string reason, CancellationToken stopping) =>
        ChangeAsync(caller, PolicyChange.StopNewTrades(reason), null, stopping);

    public async Task<Guarded<IReadOnlyList<PolicyVersion>>> HistoryAsync(Caller caller, int take, CancellationToken stopping)
    {
        if (gate.Refusal(caller, AccessAction.SeeTrading) is { } refusal)
        {
            return new Guarded<IReadOnlyList<PolicyVersion>>.Refused(refusal);
        }

        take = Math.Clamp(take, 1, HistoryMax);
        return new Guarded<IReadOnlyList<PolicyVersion>>.Done(PolicyVersion.Of(await Within(actions.ReadHistoryAsync(take + 1, stopping)), take));
    }

    public async Task<Guarded<PolicyDryRun>> DryRunAsync(Caller caller, PolicyChange change, CancellationToken stopping)
    {
        if (gate.Refusal(caller, AccessAction.SeeTrading) is { } refusal)
        {
            return new Guarded<PolicyDryRun>.Refused(refusal);
        }

        var history = await Within(actions.ReadHistoryAsync(HistoryMax, stopping));
        return history switch
        {
            [] => throw new PolicyUnavailableException("The store has no policy; nothing new is traded. See docs/runbooks/policy-missing.md."),
            [var current, ..] => new Guarded<PolicyDryRun>.Done(PolicyEditor.Edit(current, history, Tidy(change), NameOf(caller), time.GetUtcNow()) switch
            {
                PolicyEdit.Made made => await dryRuns.RunAsync(made, history, stopping),
                PolicyEdit.Refused refused => PolicyDryRun.Refused(refused.Why),
                _ => throw new InvalidOperationException("A third kind of edit."),
            }),
        };
    }

    private async Task<PolicyPreview> LookAtAsync(Caller caller, PolicyChange change, CancellationToken stopping)
    {
        var current = await Within(actions.ReadAsync(stopping));
        var history = change is PolicyChange.RollBack ? await Within(actions.ReadHistoryAsync(HistoryMax, stopping)) : [];
        var edit = PolicyEditor.Edit(current, history, change, NameOf(caller), time.GetUtcNow());
        if (edit is not PolicyEdit.Made made)
        {
            return new(current.Version, new(PolicyStep.Same, []), AccessAction.TightenPolicy, false, null, (edit as PolicyEdit.Refused)?.Why, "");
        }

        var action = ActionFor(made.Comparison);
        return new(current.Version, made.Comparison, action, approvals.IsNeededFor(action), gate.Refusal(caller, action), EndMissing(made), SummaryOf(current.Version, made.Comparison));
    }

    private async Task<ActionEnd<PolicyReceipt>> EditAsync(Caller caller, PolicyChange change, PolicyPreview preview)
    {
        var edit = await Within(actions.EditAsync(change, NameOf(caller), made => Objection(made, preview)));
        return edit switch
        {
            PolicyEdit.Made made => new(new(made.Next.Version, null, made.Comparison), AuditResult.Done) { After = SummaryOf(made.Next.Version - 1, made.Comparison) },
            PolicyEdit.Refused refused => new(new(null, refused.Why, null), AuditResult.Refused, refused.Why),
            _ => throw new InvalidOperationException("A third kind of edit."),
        };
    }

    /// <summary>Somebody may have changed the policy since it was looked at, so that the same wish is another change now.</summary>
    private string? Objection(PolicyEdit.Made made, PolicyPreview allowed) =>
        ActionFor(made.Comparison) != allowed.Action ? "The policy was changed meanwhile, and on the one that is in force now this needs another permission. Look at it again."
        : allowed.NeedsSecondPerson && SummaryOf(made.Next.Version, made.Comparison) != allowed.Summary ? "The policy was changed meanwhile, so that this is not what was approved. Look at it again."
        : EndMissing(made);

    private static AccessAction ActionFor(PolicyComparison comparison) =>
        comparison.Step == PolicyStep.Looser ? AccessAction.LoosenPolicy
        : comparison.Differences.All(d => d.Field == PolicyFields.AllowNewTrades.Path) ? AccessAction.PauseEntries
        : AccessAction.TightenPolicy;

    private string? EndMissing(PolicyEdit.Made made)
    {
        var max = options.Value.LooseningMax;
        if (max <= TimeSpan.Zero || made.Comparison.Step != PolicyStep.Looser)
        {
            return null;
        }

        var latest = time.GetUtcNow() + max;
        var ends = made.Comparison.Differences.Where(d => d.Step == PolicyStep.Looser && PolicyFields.Find(d.Field) is not null)
            .All(d => made.Next.Temporary?.Any(t => t.Field == d.Field && t.UntilUtc <= latest) is true);
        var noneForGood = made.Comparison.Differences.All(d => d.Step != PolicyStep.Looser || d.After is not null);
        return ends && noneForGood ? null : $"Here a loosening must go back by itself within {max:c} (Access:LooseningMax); say until when it holds.";
    }

    private static string SummaryOf(long version, PolicyComparison comparison) => $"Policy version {version}: {comparison.Text}";

    private static string BeforeOf(PolicyComparison comparison) => string.Join("; ", comparison.Differences.Select(d => $"{d.Field} {d.Before ?? "none"}"));

    private static string NameOf(Caller caller) => InertText.Of(caller.Name, NameLengthMax)!;

    private static PolicyChange Tidy(PolicyChange change) => change with { Reason = InertText.Of(change.Reason?.Trim(), ReasonLengthMax) ?? "" };

    private async Task<T> Within<T>(Task<T> asked)
    {
        try
        {
            return await asked.WaitAsync(AnswerWithin, time);
        }
        catch (TimeoutException e) when (!asked.IsCompleted)
        {
            throw new TimeoutException($"No answer within {AnswerWithin.TotalSeconds:0} s: a change may or may not have been made. Look at the policy.", e);
        }
    }
}
