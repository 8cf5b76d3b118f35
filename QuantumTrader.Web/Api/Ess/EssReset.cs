using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Api.Ess;

/// <summary>A reset by API: the key says who, its owner's code says that the person is there now.</summary>
internal sealed class EssReset(ITradingControl control, IAccessGate gate, IUserDirectory users, ApiLimits limits, IdempotentPosts posts, TimeProvider time)
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
        Check("confirm", request.Confirm == "RESET", "Must be the word RESET.");
        Check("code", request.Code is null || (request.Code.Length == 6 && request.Code.All(char.IsAsciiDigit)), "Must be the six digits of the key owner's TOTP code.");
        return errors.Count == 0 ? null : ApiProblems.Of(ProblemKind.FieldInvalid, string.Join(' ', errors.Select(e => $"{e.Key}: {e.Value[0]}")), errors);
    }

    private async Task<ApiAnswer> ResetAsync(Caller caller, EssResetRequest request, CancellationToken stopping)
    {
        var proved = caller with { FreshAtUtc = time.GetUtcNow(), IsFreshByTotp = true };
        if (request.Code is { } code && caller.UserId is { } owner && gate.Refusal(proved, AccessAction.ResetEmergency) is null)
        {
            if (!limits.MayTryCode(owner, out var wait))
            {
                return ApiProblems.TooMany(wait, "Too many wrong codes for this key's owner.");
            }

            // A code is used up by looking at it, so it is looked at only when nothing else is missing.
            if (await users.CheckTotpAsync(owner, code, stopping))
            {
                limits.CodeWasRight(owner);
                caller = proved;
            }
        }

        // The service refuses and records what is missing, a right code too.
        var command = new ResetCommand(request.Reason!.Trim(), request.Peak == "rebase", request.Confirm!, request.ApprovalId) { EmergencyId = request.EmergencyId };
        return AnswerOf(await control.ResetAsync(caller, command, stopping));
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
