using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Api.Ess;

/// <summary>A reset by API: the key says who, its owner's code says that the person is there now.</summary>
internal sealed class EssReset(ITradingControl control, OwnerCodes codes, IdempotentPosts posts, TimeProvider time)
{
    private const int ReasonLengthMax = 500;

    public async Task<IResult> RunAsync(HttpContext http)
    {
        var (body, problem) = await ApiBody.ReadAsync(http, http.RequestAborted);
        if ((problem ?? new ApiQuery(http.Request).Problem) is { } unread)
        {
            return unread;
        }

        var (request, notAsked) = ApiBody.Parse(body, ApiJson.Default.EssResetRequest);
        var (key, badKey) = IdempotencyKey.Read(http.Request, body);
        if ((notAsked ?? Invalid(request!) ?? badKey) is { } bad)
        {
            return bad;
        }

        var caller = ApiGuard.CallerOf(http);
        return await posts.RunAsync(caller.KeyId ?? Guid.Empty, key, () => ResetAsync(caller, request!, http.RequestAborted), http.RequestAborted);
    }

    private static ApiAnswer? Invalid(EssResetRequest request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        void Check(string field, bool isGood, string what)
        {
            if (!isGood)
            {
                errors[field] = [what];
            }
        }

        Check("reason", !string.IsNullOrWhiteSpace(request.Reason) && request.Reason.Length <= ReasonLengthMax, $"Say why trading may go on, in at most {ReasonLengthMax} characters.");
        Check("peak", request.Peak is "rebase" or "keep", "Say rebase (drawdown from the present equity) or keep (from the old peak).");
        var limit = request.Peak is "rebase" or "keep" ? ResetCommand.LimitProblem(request.Peak == "rebase", LimitOf(request)) : null;
        Check("drawdownLimit", limit is null, limit ?? "");
        Check("confirm", request.Confirm == "RESET", "Must be the word RESET.");
        Check("code", OwnerCodes.IsReadable(request.Code), OwnerCodes.Wanted);
        return errors.Count == 0 ? null : ApiProblems.Of(ProblemKind.FieldInvalid, string.Join(' ', errors.Select(e => $"{e.Key}: {e.Value[0]}")), errors);
    }

    private static Fraction? LimitOf(EssResetRequest request) => request.DrawdownLimit is { } share ? new Fraction(share) : null;

    private async Task<ApiAnswer> ResetAsync(Caller caller, EssResetRequest request, CancellationToken stopping)
    {
        var (proved, problem) = await codes.ProveAsync(caller, request.Code, AccessAction.ResetEmergency, stopping);
        if (problem is not null)
        {
            return problem;
        }

        // The service refuses and records what is missing, a right code too.
        var command = new ResetCommand(request.Reason!.Trim(), request.Peak == "rebase", request.Confirm!, request.ApprovalId) { EmergencyId = request.EmergencyId, DrawdownLimit = LimitOf(request) };
        return AnswerOf(await control.ResetAsync(proved, command, stopping));
    }

    private ApiAnswer AnswerOf(Guarded<ResetReceipt> outcome) => outcome switch
    {
        Guarded<ResetReceipt>.Refused { Refusal.Code: AccessRefusal.AuditUnavailableCode } away => ApiProblems.Refused(away.Refusal),
        Guarded<ResetReceipt>.Refused refused => ApiProblems.Refused(refused.Refusal).Final(),
        Guarded<ResetReceipt>.Done { Value.Done: true } => ApiAnswer.Json(StatusCodes.Status200OK, new ResetDone(EssAnswers.StateOf(control.Status, time)), ApiJson.Default.ResetDone).Final(),
        Guarded<ResetReceipt>.Done { Value.Refusal: var why } => ApiProblems.Of(ProblemKind.ResetRefused, why ?? "The engine refused the reset.").Final(),
        _ => throw new InvalidOperationException("A third kind of answer."),
    };
}
