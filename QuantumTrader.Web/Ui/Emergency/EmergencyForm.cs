using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Emergency;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Ui.Emergency;

/// <summary>
/// The stop that works when nothing else does: a plain form over HTTP, without script, without a circuit, and without the layout.
/// </summary>
public static class EmergencyForm
{
    public const string Path = "/emergency";
    public const string ReasonField = "reason";

    public static void MapEmergencyForm(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext http) => Page(http, null, StatusCodes.Status200OK));
        routes.MapPost(Path, (Delegate)PostAsync);
    }

    private static async Task<IResult> PostAsync(HttpContext http)
    {
        var services = http.RequestServices;
        try
        {
            await services.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http);
        }
        catch (AntiforgeryValidationException e)
        {
            services.GetRequiredService<ILogger<OperatorStop>>().EmergencyFormRefused(e.Message);
            return Page(http, "Nothing was stopped: this form was too old or came from elsewhere. The form below is fresh; press STOP again.", StatusCodes.Status400BadRequest);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var caller = await services.GetRequiredService<ICallerSource>().CurrentAsync();
        var attempt = await services.GetRequiredService<OperatorStop>().PressAsync(caller, form[ReasonField]);
        return attempt is StopAttempt.Taken
            ? new SeeOther(Path)
            : Page(http, StopWords.Trouble(attempt), StatusCodes.Status500InternalServerError);
    }

    private static RazorComponentResult<EmergencyPage> Page(HttpContext http, string? trouble, int statusCode)
    {
        var services = http.RequestServices;
        http.Response.Headers.CacheControl = "no-store";
        var token = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var model = EmergencyPageModel.From(
            services.GetRequiredService<IEngineViews>().Current,
            services.GetRequiredService<IOperatorActions>().Status,
            services.GetRequiredService<TimeProvider>().GetUtcNow(),
            trouble);
        return new(new Dictionary<string, object?>
        {
            [nameof(EmergencyPage.Model)] = model,
            [nameof(EmergencyPage.TokenField)] = token.FormFieldName,
            [nameof(EmergencyPage.Token)] = token.RequestToken,
        })
        { StatusCode = statusCode };
    }
}
