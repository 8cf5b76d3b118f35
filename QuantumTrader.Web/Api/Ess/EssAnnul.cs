using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Api.Ess;

/// <summary>Annulling a false trip by API: the key says who, its owner's code says that the person is there now.</summary>
internal sealed class EssAnnul(IStopControl control, ITradingControl trading, OwnerCodes codes, IdempotentPosts posts, TimeProvider time)
{
    private const int RunLengthMax = 64;

    public async Task<IResult> RunAsync(HttpContext http)
    {
        var (body, problem) = await ApiBody.ReadAsync(http, http.RequestAborted);
        if ((problem ?? new ApiQuery(http.Request).Problem) is { } unread)
        {
            return unread;
        }

        var (request, notAsked) = ApiBody.Parse(body, ApiJson.Default.EssAnnulRequest);
        var (key, badKey) = IdempotencyKey.Read(http.Request, body);
        if ((notAsked ?? Invalid(request!) ?? badKey) is { } bad)
        {
            return bad;
        }

        var caller = ApiGuard.CallerOf(http);
        return await posts.RunAsync(caller.KeyId ?? Guid.Empty, key, () => AnnulAsync(caller, request!, http.RequestAborted), http.RequestAborted);
    }

    private static ApiAnswer? Invalid(EssAnnulRequest request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(request.Run) || request.Run.Length > RunLengthMax)
        {
            errors["run"] = ["Name the run, as GET ess/run tells it under lastRuns."];
        }

        if (!(request.Evidence?.Trim().Length >= StopAnnulment.EvidenceLengthMin && request.Evidence.Length <= StopControl.EvidenceLengthMax))
        {
            errors["evidence"] = [$"Say what shows that it was a false trip, in {StopAnnulment.EvidenceLengthMin} to {StopControl.EvidenceLengthMax} characters."];
        }

        if (request.Reason?.Length > StopControl.EvidenceLengthMax)
        {
            errors["reason"] = [$"Say why in at most {StopControl.EvidenceLengthMax} characters, or leave it out."];
        }

        if (!OwnerCodes.IsReadable(request.Code))
        {
            errors["code"] = [OwnerCodes.Wanted];
        }

        return errors.Count == 0 ? null : ApiProblems.Of(ProblemKind.FieldInvalid, string.Join(' ', errors.Select(e => $"{e.Key}: {e.Value[0]}")), errors);
    }

    private async Task<ApiAnswer> AnnulAsync(Caller caller, EssAnnulRequest request, CancellationToken stopping)
    {
        var (proved, problem) = await codes.ProveAsync(caller, request.Code, AccessAction.AnnulEmergency, stopping);
        if (problem is not null)
        {
            return problem;
        }

        try
        {
            var command = new AnnulCommand(request.Run!.Trim(), request.Evidence!, request.Reason, request.ApprovalId);
            return AnswerOf(command.Run, await control.AnnulAsync(proved, command, stopping));
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            return ApiProblems.Of(ProblemKind.EngineUnavailable, "The engine is starting or hangs: whether the run was annulled is not known. Look at GET ess/run before you repeat it.");
        }
    }

    private ApiAnswer AnswerOf(string run, Guarded<AnnulReceipt> outcome) => outcome switch
    {
        Guarded<AnnulReceipt>.Refused { Refusal.Code: AccessRefusal.AuditUnavailableCode } away => ApiProblems.Refused(away.Refusal),
        Guarded<AnnulReceipt>.Refused refused => ApiProblems.Refused(refused.Refusal).Final(),
        Guarded<AnnulReceipt>.Done { Value.Done: true } => ApiAnswer.Json(StatusCodes.Status200OK, new EssAnnulled(run, EssAnswers.StateOf(trading.Status, time)), ApiJson.Default.EssAnnulled).Final(),
        Guarded<AnnulReceipt>.Done { Value: { IsUnknownRun: true, Refusal: var why } } => ApiProblems.Of(ProblemKind.NotFound, why ?? "There is no such run.").Final(),
        Guarded<AnnulReceipt>.Done { Value.Refusal: var why } => ApiProblems.Of(ProblemKind.AnnulRefused, why ?? "The engine refused the annulment."),
        _ => throw new InvalidOperationException("A third kind of answer."),
    };
}
