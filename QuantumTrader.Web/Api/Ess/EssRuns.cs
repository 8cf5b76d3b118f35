using System.Text.Json.Serialization.Metadata;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Api.Ess;

/// <summary>The run with its receipts, certificates, the preview and the drill.</summary>
internal sealed class EssRuns(IStopControl control)
{
    public Task<IResult> RunAsync(HttpContext http) => AnswerAsync(
        http, async caller => await control.LookAsync(caller, http.RequestAborted), FactsOf, ApiJson.Default.EssRun);

    public Task<IResult> PreviewAsync(HttpContext http) => AnswerAsync(
        http, async caller => await control.PreviewAsync(caller, http.RequestAborted), r => r.Preview is { } preview ? FactsOf(preview) : null, ApiJson.Default.EssPreview, r => r.Refusal);

    public Task<IResult> DrillAsync(HttpContext http) => AnswerAsync(
        http, async caller => await control.DrillAsync(caller), r => r.Report is { } report ? FactsOf(report) : null, ApiJson.Default.EssDrill, r => r.Refusal, ProblemKind.DrillRefused);

    public async Task<IResult> CertificateAsync(HttpContext http, string run)
    {
        if (new ApiQuery(http.Request).Problem is { } problem)
        {
            return problem;
        }

        try
        {
            return await control.ReadRunAsync(ApiGuard.CallerOf(http), run, http.RequestAborted) switch
            {
                Guarded<KeptRun?>.Refused refused => ApiProblems.Refused(refused.Refusal),
                Guarded<KeptRun?>.Done { Value: { } kept } => ApiAnswer.Bytes(CertificateText.FileOf(kept.Certificate)),
                _ => ApiProblems.Of(ProblemKind.NotFound, "There is no certificate of such a run. A run has one once it is over; GET ess/run names the last ones."),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return ApiProblems.Of(ProblemKind.StoreUnavailable, "What is kept of this run cannot be read, or was changed after it was written. On the host 'ess verify' says which.");
        }
    }

    private static async Task<IResult> AnswerAsync<T, TFacts>(
        HttpContext http, Func<Caller, Task<Guarded<T>>> ask, Func<T, TFacts?> facts, JsonTypeInfo<TFacts> type, Func<T, string?>? refusal = null, ProblemKind? kind = null)
        where TFacts : class
    {
        if (new ApiQuery(http.Request).Problem is { } problem)
        {
            return problem;
        }

        try
        {
            return await ask(ApiGuard.CallerOf(http)) switch
            {
                Guarded<T>.Refused refused => ApiProblems.Refused(refused.Refusal),
                Guarded<T>.Done done when facts(done.Value) is { } found => ApiAnswer.Json(StatusCodes.Status200OK, found, type),
                Guarded<T>.Done done => ApiProblems.Of(kind ?? ProblemKind.EngineUnavailable, refusal?.Invoke(done.Value) ?? "The engine refused."),
                _ => throw new InvalidOperationException("A third kind of answer."),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            return ApiProblems.Of(ProblemKind.EngineUnavailable, "The engine is starting or hangs. Stopping works all the same.");
        }
    }

    private static EssRun FactsOf(StopPicture p) => new(
        p.AtUtc, p.Status.RunState, p.Run, [.. p.Receipts.Select(FactsOf)], p.ReEntry?.Stage, p.Status.SizeShare, p.LastRuns, p.LastDrill?.AtUtc, p.IsDrillDue, p.CoolDownUntilUtc);

    private static ReceiptFacts FactsOf(RunReceipt r) => new(
        r.Number, r.Kind, r.Symbol.Value, r.PositionSide.ToString(), r.Owner, r.ClientOrderId, r.Quantity.Value, r.AskedAtUtc, r.SentAtUtc, r.ConfirmedAtUtc, r.Outcome, r.Attempts, r.Detail);

    private static EssPreview FactsOf(StopPreview p) => new(
        p.AtUtc,
        p.Cancels.Count,
        p.Closes.Count(c => c.Orders > 0),
        p.OrdersSent,
        p.Notional.Value,
        p.CostEstimate.Value,
        [.. p.Cancels.Select(c => new PreviewCancelFacts(c.Symbol.Value, c.ClientOrderId, c.Side.ToString(), c.Type.ToString(), c.Quantity.Value, c.Owner, c.AfterItsPosition))],
        [.. p.Closes.Select(c => new PreviewCloseFacts(c.Symbol.Value, c.Direction.ToString(), c.PositionSide.ToString(), c.Quantity.Value, c.Notional.Value, c.Orders, c.Dust.Value, c.Owner, c.CostEstimate.Value))]);

    private static EssDrill FactsOf(DrillReport r) => new(
        r.DrillId, r.AtUtc, r.WentWell, r.Outcome, r.Positions, r.Orders, r.NotCopied, r.Receipts, Ms(r.GateClosedAfter), Ms(r.DurableAfter), Ms(r.FirstOrderAfter), Ms(r.AllSentAfter), Ms(r.FlatAfter), r.Detail);

    private static double? Ms(TimeSpan? span) => span?.TotalMilliseconds;
}
