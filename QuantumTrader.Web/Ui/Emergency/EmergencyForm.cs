using Microsoft.AspNetCore.Antiforgery;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Emergency;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Account;
using QuantumTrader.Web.Ui.Security;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Ui.Emergency;

/// <summary>
/// The stop that works when nothing else does: a plain form over HTTP, without script, without a circuit, and without the layout.
/// Whoever is signed in and may stop presses one button; whoever is not proves it in the same form.
/// </summary>
public static class EmergencyForm
{
    public const string Path = "/emergency";
    public const string ReasonField = "reason";

    public static void MapEmergencyForm(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (Delegate)(async Task<IResult> (HttpContext http) => Page(http, await CallerAsync(http), null, StatusCodes.Status200OK))).AllowAnonymous();
        routes.MapPost(Path, (Delegate)PostAsync).AllowAnonymous();
    }

    private static async Task<IResult> PostAsync(HttpContext http)
    {
        var (caller, foreign) = (await CallerAsync(http), await http.TroubleAsync());
        var isBySession = caller.Kind == CallerKind.Person && !EmergencyDoor.HasCredentials(http);
        if (isBySession && foreign is not null)
        {
            LogRefusal(http, foreign);
            return Page(http, caller, "Nothing was stopped: this form was too old or came from elsewhere. The form below is fresh; press STOP again.", StatusCodes.Status400BadRequest);
        }

        // With a name or a key nothing rests on the browser's cookie, and so the form need not be ours.
        var by = isBySession ? EmergencyCaller.Is(caller) : await http.RequestServices.GetRequiredService<EmergencyDoor>().ProveAsync(http);
        if (by.Caller is null)
        {
            LogRefusal(http, by.Trouble!);
            return Page(http, caller, by.Trouble, by.StatusCode);
        }

        return Answer(http, caller, isBySession, await http.RequestServices.GetRequiredService<OperatorStop>().PressAsync(by.Caller, http.Field(ReasonField)));
    }

    private static IResult Answer(HttpContext http, Caller caller, bool isBySession, StopAttempt attempt) => attempt switch
    {
        StopAttempt.Taken when isBySession => new SeeOther(Path),
        StopAttempt.Taken taken => Page(http, caller, null, StatusCodes.Status200OK, StopWords.Taken(taken)),
        StopAttempt.Refused => Page(http, caller, StopWords.Trouble(attempt), StatusCodes.Status403Forbidden),
        _ => Page(http, caller, StopWords.Trouble(attempt), StatusCodes.Status500InternalServerError),
    };

    private static ValueTask<Caller> CallerAsync(HttpContext http) => http.RequestServices.GetRequiredService<ICallerSource>().CurrentAsync();

    private static void LogRefusal(HttpContext http, string why)
    {
        if (http.RequestServices.GetRequiredService<RefusalLines>().MayWrite(http.Address()))
        {
            http.RequestServices.GetRequiredService<ILogger<OperatorStop>>().EmergencyFormRefused(why);
        }
    }

    private static IResult Page(HttpContext http, Caller caller, string? trouble, int statusCode, string? outcome = null)
    {
        var services = http.RequestServices;
        var gate = services.GetRequiredService<IAccessGate>();
        var token = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var status = services.GetRequiredService<IOperatorActions>().Status;

        // Strangers see the form, and nothing of the state.
        var model = gate.Refusal(caller, AccessAction.SeeTrading) is null
            ? EmergencyPageModel.From(services.GetRequiredService<IEngineViews>().Current, status, services.GetRequiredService<TimeProvider>().GetUtcNow())
            : null;
        return http.Page<EmergencyPage>(
            statusCode,
            (nameof(EmergencyPage.Model), model), (nameof(EmergencyPage.Trouble), trouble), (nameof(EmergencyPage.Outcome), outcome),
            (nameof(EmergencyPage.NeedsProof), gate.Refusal(caller, AccessAction.StopTrading) is not null),
            (nameof(EmergencyPage.TokenField), token.FormFieldName), (nameof(EmergencyPage.Token), token.RequestToken));
    }
}
