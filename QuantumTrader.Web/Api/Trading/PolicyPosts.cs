using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.DryRun;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Requests;

namespace QuantumTrader.Web.Api.Trading;

/// <summary>Changes of the policy by API: the key says who; for what loosens, its owner's code says that the person is there now.</summary>
internal sealed class PolicyPosts(IPolicyControl control, OwnerCodes codes, IdempotentPosts posts)
{
    private const int ValuesMax = 100;

    public static PolicyVersionFacts FactsOf(PolicyVersion v) =>
        new(v.Policy.Version, v.Policy.UpdatedAtUtc, v.Policy.UpdatedBy, v.Policy.UpdateReason, v.Emergency, v.Changes is { } changes ? FactsOf(changes) : null);

    public async Task<IResult> ChangeAsync(HttpContext http)
    {
        var (body, problem) = await ApiBody.ReadAsync(http, http.RequestAborted);
        if ((problem ?? new ApiQuery(http.Request).Problem) is { } unread)
        {
            return unread;
        }

        var (request, notAsked) = ApiBody.Parse(body, ApiJson.Default.PolicyChangeRequest);
        var (key, badKey) = IdempotencyKey.Read(http.Request, body);
        if ((notAsked ?? Invalid(request!.Values, request.RollBack) ?? InvalidRest(request) ?? badKey) is { } bad)
        {
            return bad;
        }

        var caller = ApiGuard.CallerOf(http);
        return await posts.RunAsync(caller.KeyId ?? Guid.Empty, key, () => ChangeAsync(caller, request!, http.RequestAborted), http.RequestAborted);
    }

    public async Task<IResult> DryRunAsync(HttpContext http)
    {
        var (body, problem) = await ApiBody.ReadAsync(http, http.RequestAborted);
        if ((problem ?? new ApiQuery(http.Request).Problem) is { } unread)
        {
            return unread;
        }

        var (request, notAsked) = ApiBody.Parse(body, ApiJson.Default.PolicyDryRunRequest);
        if ((notAsked ?? Invalid(request!.Values, request.RollBack)) is { } bad)
        {
            return bad;
        }

        return await control.DryRunAsync(ApiGuard.CallerOf(http), ChangeOf(request!.Values, request.RollBack, "dry run"), http.RequestAborted) switch
        {
            Guarded<PolicyDryRun>.Refused refused => ApiProblems.Refused(refused.Refusal),
            Guarded<PolicyDryRun>.Done { Value.Objection: { } why } => ApiProblems.Of(ProblemKind.PolicyRefused, why),
            Guarded<PolicyDryRun>.Done { Value: var run } => ApiAnswer.Json(StatusCodes.Status200OK, FactsOf(run), ApiJson.Default.PolicyDryRunFacts),
            _ => throw new InvalidOperationException("A third kind of answer."),
        };
    }

    private async Task<ApiAnswer> ChangeAsync(Caller caller, PolicyChangeRequest request, CancellationToken stopping)
    {
        var (proved, problem) = await codes.ProveAsync(caller, request.Code, AccessAction.LoosenPolicy, stopping);
        if (problem is not null)
        {
            return problem;
        }

        var change = ChangeOf(request.Values, request.RollBack, request.Reason!) with { BasedOnVersion = request.BasedOnVersion, UntilUtc = request.UntilUtc };
        return await control.ChangeAsync(proved, change, request.ApprovalId, stopping) switch
        {
            Guarded<PolicyReceipt>.Refused { Refusal.Code: AccessRefusal.AuditUnavailableCode } away => ApiProblems.Refused(away.Refusal),
            Guarded<PolicyReceipt>.Refused refused => ApiProblems.Refused(refused.Refusal).Final(),
            Guarded<PolicyReceipt>.Done { Value: { Version: { } version, Comparison: { } comparison } } =>
                ApiAnswer.Json(StatusCodes.Status200OK, new PolicyChanged(version, comparison.Step.ToString(), FactsOf(comparison)), ApiJson.Default.PolicyChanged).Final(),
            Guarded<PolicyReceipt>.Done { Value.Refusal: var why } => ApiProblems.Of(ProblemKind.PolicyRefused, why ?? "The change was refused.").Final(),
            _ => throw new InvalidOperationException("A third kind of answer."),
        };
    }

    private static PolicyChange ChangeOf(IReadOnlyDictionary<string, string>? values, bool isRollBack, string reason) =>
        isRollBack ? new PolicyChange.RollBack(reason) : new PolicyChange.Set(values!, reason);

    private static ApiAnswer? Invalid(IReadOnlyDictionary<string, string>? values, bool isRollBack) =>
        isRollBack == values is { Count: > 0 } ? ApiProblems.OfField(ProblemKind.FieldInvalid, "values", "Name at least one value, or say rollBack: true; not both.")
        : values?.Count > ValuesMax ? ApiProblems.OfField(ProblemKind.FieldInvalid, "values", $"At most {ValuesMax} values at once.")
        : values?.Any(v => v.Value is null) is true ? ApiProblems.OfField(ProblemKind.FieldInvalid, "values", "Each value must be text, such as \"0.05\".")
        : null;

    private static ApiAnswer? InvalidRest(PolicyChangeRequest request) =>
        string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > PolicyControl.ReasonLengthMax
            ? ApiProblems.OfField(ProblemKind.FieldInvalid, "reason", $"Say why, in at most {PolicyControl.ReasonLengthMax} characters.")
        : !OwnerCodes.IsReadable(request.Code)
            ? ApiProblems.OfField(ProblemKind.FieldInvalid, "code", OwnerCodes.Wanted)
        : null;

    private static PolicyDifferenceFacts[] FactsOf(PolicyComparison comparison) =>
        [.. comparison.Differences.Select(d => new PolicyDifferenceFacts(d.Field, d.Before, d.After, d.Step.ToString()))];

    private static PolicyDryRunFacts FactsOf(PolicyDryRun run) => new(
        run.FromUtc, run.ToUtc, run.Entries, run.CountOf(DryRunOutcome.Unchanged), run.CountOf(DryRunOutcome.NowDenied), run.CountOf(DryRunOutcome.NowAllowed),
        run.CountOf(DryRunOutcome.Smaller), run.CountOf(DryRunOutcome.Unknown), FactsOf(run.Comparison!), [.. run.Codes.Select(c => new DryRunCodeFacts(c.Outcome.ToString(), c.Code, c.Count))],
        [.. run.Orders.Select(o => new DryRunOrderFacts(o.TradeId.Value, o.AtUtc, o.Symbol.Value, o.Direction.ToString(), o.Notional.Value, o.CodesThen, o.Outcome.ToString(), o.Codes))], run.Gaps);
}
