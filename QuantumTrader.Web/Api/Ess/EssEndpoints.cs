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
        api.MapPost("/ess/reset", (HttpContext http, EssReset reset) => reset.RunAsync(http))
            .Describe("resetEss", AccessAction.ResetEmergency, "Let trading go on after a stop", "Needs the role Risk, a key with ess:reset and its owner's TOTP code; a second person where that is set.")
            .Takes<EssResetRequest>()
            .Answers<ResetDone>(StatusCodes.Status200OK)
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
