using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Description;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Requests;

namespace QuantumTrader.Web.Api.Alerts;

/// <summary>The alerts, and a person's word that one was seen.</summary>
internal sealed class AlertEndpoints(IAlertControl control, IdempotentPosts posts, TimeProvider time)
{
    private const int NoteLengthMax = 500;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/alerts", (HttpContext http, AlertEndpoints alerts) => alerts.ListAsync(http))
            .Describe("getAlerts", AccessAction.SeeTrading, "Alerts, open ones first, the newest first", "Answers from memory while the database is away, and says that it is not complete.")
            .Query("state", "open (the default), acknowledged or all", "all")
            .Answers<AlertsAnswer>(StatusCodes.Status200OK);
        api.MapPost("/alerts/{id:guid}/acknowledge", (HttpContext http, Guid id, AlertEndpoints alerts) => alerts.AcknowledgeAsync(http, id))
            .Describe("acknowledgeAlert", AccessAction.AcknowledgeAlert, "Say that an alert was seen", "What tells of a state stays open until the state is over.")
            .Takes<AlertAcknowledgeRequest>()
            .Answers<AlertAcknowledged>(StatusCodes.Status200OK)
            .MayRefuse(StatusCodes.Status404NotFound)
            .MayRefuse(StatusCodes.Status409Conflict);
    }

    private async Task<IResult> ListAsync(HttpContext http)
    {
        var query = new ApiQuery(http.Request);
        var state = query.Choice("state", "open", "acknowledged", "all");
        if (query.Problem is { } problem)
        {
            return problem;
        }

        return await control.ListAsync(ApiGuard.CallerOf(http), http.RequestAborted) switch
        {
            Guarded<AlertList>.Done { Value: var list } => ApiAnswer.Json(StatusCodes.Status200OK, AnswerOf(list, state), ApiJson.Default.AlertsAnswer),
            Guarded<AlertList>.Refused refused => ApiProblems.Refused(refused.Refusal),
            _ => throw new InvalidOperationException("A third kind of answer."),
        };
    }

    private async Task<IResult> AcknowledgeAsync(HttpContext http, Guid id)
    {
        var (body, problem) = await ApiBody.ReadAsync(http, http.RequestAborted);
        if ((problem ?? new ApiQuery(http.Request).Problem) is { } unread)
        {
            return unread;
        }

        var (request, notAsked) = ApiBody.Parse(body, ApiJson.Default.AlertAcknowledgeRequest);
        var (key, badKey) = IdempotencyKey.Read(http.Request, body);
        var tooLong = request?.Note?.Length > NoteLengthMax ? ApiProblems.OfField(ProblemKind.FieldInvalid, "note", $"'note' must have at most {NoteLengthMax} characters.") : null;
        if ((notAsked ?? tooLong ?? badKey) is { } bad)
        {
            return bad;
        }

        var caller = ApiGuard.CallerOf(http);
        return await posts.RunAsync(caller.KeyId ?? Guid.Empty, key, async () => AnswerOf(id, await control.AcknowledgeAsync(caller, id, request!.Note, http.RequestAborted)), http.RequestAborted);
    }

    private static ApiAnswer AnswerOf(Guid id, Guarded<AcknowledgeReceipt> outcome) => outcome switch
    {
        Guarded<AcknowledgeReceipt>.Refused { Refusal: var refusal } => ApiProblems.Refused(refusal),
        Guarded<AcknowledgeReceipt>.Done { Value.Outcome: AcknowledgeOutcome.Done } => ApiAnswer.Json(StatusCodes.Status200OK, new AlertAcknowledged(id), ApiJson.Default.AlertAcknowledged).Final(),
        Guarded<AcknowledgeReceipt>.Done { Value: var said } => ApiProblems.Of(said.Outcome == AcknowledgeOutcome.Unknown ? ProblemKind.NotFound : ProblemKind.NotAcknowledged, said.Why ?? "It was not acknowledged."),
        _ => throw new InvalidOperationException("A third kind of answer."),
    };

    private AlertsAnswer AnswerOf(AlertList list, string state)
    {
        var alerts = list.Alerts.Where(a => state switch
        {
            "open" => a.IsOpen,
            "acknowledged" => a.AcknowledgedAtUtc is not null,
            _ => true,
        });
        return new(time.GetUtcNow(), list.Trouble is null, [.. alerts.Select(RecordOf)], list.Waiting.Count, list.Dead.Count);
    }

    private static AlertRecord RecordOf(Alert a) => new(
        a.Id, a.Code, a.Key, a.Severity, a.Title, a.Text, a.Source, a.FirstSeenAtUtc, a.LastSeenAtUtc, a.Count, a.AcknowledgedBy, a.AcknowledgedAtUtc, a.ResolvedAtUtc, a.CorrelationId, a.Runbook);
}
