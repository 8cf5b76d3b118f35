using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Description;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Api.Ess;

/// <summary>The emergency stop: how it is, stopping, and letting trading go on.</summary>
internal static class EssEndpoints
{
    public static void MapEss(this RouteGroupBuilder api)
    {
        api.MapGet("/ess", (HttpContext http, ITradingControl control, TimeProvider time) => EssAnswers.State(http, control, time))
            .Describe("getEss", AccessAction.SeeTrading, "Is trading stopped, and how far is the stop")
            .Answers<EssState>(StatusCodes.Status200OK);
        api.MapPost("/ess/activate", (HttpContext http, EssStop stop) => stop.RunAsync(http))
            .Describe("activateEss", AccessAction.StopTrading, "Stop trading", "Closes the gate for new risk at once, cancels, closes every position and proves the account flat. Answers when the stop is latched; needs neither the database nor Redis. Never limited, never needs a second factor.")
            .Takes<EssStopRequest>()
            .Answers<StopTaken>(StatusCodes.Status202Accepted);
        api.MapGet("/ess/run", (HttpContext http, EssRuns runs) => runs.RunAsync(http))
            .Describe("getEssRun", AccessAction.SeeTrading, "The stop's run with its receipts, and earlier ones")
            .Answers<EssRun>(StatusCodes.Status200OK);
        api.MapGet("/ess/runs/{run}/certificate", (HttpContext http, string run, EssRuns runs) => runs.CertificateAsync(http, run))
            .Describe("getEssCertificate", AccessAction.SeeTrading, "The certificate of a run that is over", "The file, to the byte. 'ess verify' compares it with journal, receipts and audit trail; this endpoint does not.")
            .Answers<EssCertificate>(StatusCodes.Status200OK)
            .MayRefuse(StatusCodes.Status404NotFound);
        api.MapGet("/ess/preview", (HttpContext http, EssRuns runs) => runs.PreviewAsync(http))
            .Describe("previewEss", AccessAction.SeeTrading, "What a stop would cancel and close now", "Sends nothing. The cost is an estimate: half the spread and the taker fee.")
            .Answers<EssPreview>(StatusCodes.Status200OK);
        api.MapPost("/ess/drill", (HttpContext http, EssRuns runs) => runs.DrillAsync(http))
            .Describe("drillEss", AccessAction.DrillStop, "Try the stop on a copy of the account", "The whole run on a paper account with the present positions and orders; nothing reaches the real one. Answers when it is over, which takes some seconds.")
            .Answers<EssDrill>(StatusCodes.Status200OK)
            .MayRefuse(StatusCodes.Status409Conflict);
        api.MapPost("/ess/reset", (HttpContext http, EssReset reset) => reset.RunAsync(http))
            .Describe("resetEss", AccessAction.ResetEmergency, "Let trading go on after a stop", "Needs the role Risk, a key with ess:reset and its owner's TOTP code; a second person where that is set.")
            .Takes<EssResetRequest>()
            .Answers<ResetDone>(StatusCodes.Status200OK)
            .MayRefuse(StatusCodes.Status409Conflict);
        api.MapPost("/ess/annul", (HttpContext http, EssAnnul annul) => annul.RunAsync(http))
            .Describe("annulEss", AccessAction.AnnulEmergency, "Say that a stop was a false trip", "Kept beside the certificate, which stays. It ends the cool-down before a reset and nothing else. Needs what a reset needs.")
            .Takes<EssAnnulRequest>()
            .Answers<EssAnnulled>(StatusCodes.Status200OK)
            .MayRefuse(StatusCodes.Status404NotFound)
            .MayRefuse(StatusCodes.Status409Conflict);
    }
}

/// <summary>The status as the API tells it.</summary>
internal static class EssAnswers
{
    public static ApiAnswer State(HttpContext http, ITradingControl control, TimeProvider time) =>
        new Requests.ApiQuery(http.Request).Problem ?? ApiAnswer.Json(StatusCodes.Status200OK, StateOf(control.Status, time), ApiJson.Default.EssState);

    public static EssState StateOf(EmergencyStatus s, TimeProvider time) => new(
        time.GetUtcNow(), s.Latched, s.RunState, s.EmergencyId, s.Trigger, s.Reason, s.ActivatedBy, s.ActivatedAtUtc, s.OrdersCanceled, s.ClosesSent, s.PositionsLeft, s.OrdersLeft);
}
