using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui.Security;
using Scalar.AspNetCore;

namespace QuantumTrader.Web.Api.Description;

/// <summary>The page to browse the API, for people who are signed in. All of it comes from here: no other host is asked for anything.</summary>
internal static class DocsPage
{
    private const string SignInPage = "/sign-in";

    public static void MapDocs(this IEndpointRouteBuilder routes) => routes.MapScalarApiReference(ApiPaths.Docs, Set)
        .AllowAnonymous()
        .AddEndpointFilter(OnlyPeopleAsync);

    private static void Set(ScalarOptions options, HttpContext http)
    {
        options.WithTitle("QuantumTrader API").WithOpenApiRoutePattern(ApiPaths.Document).WithNonce(http.CspNonce() ?? "");
        options.DefaultFonts = false; // they are on another host
        options.Telemetry = false;
        options.HideClientButton = true;
        options.HideDeveloperTools().DisableAgent().DisableMcp(); // they would hand the description to another host
        options.PersistentAuthentication = false; // a key that is typed here is gone with the page
        options.ProxyUrl = null;
    }

    /// <summary>The page's script holds nothing; what is asked for is who may read it.</summary>
    private static async ValueTask<object?> OnlyPeopleAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var caller = http.RequestServices.GetService<ICallerSource>() is { } source ? await source.CurrentAsync() : Caller.Anonymous;
        var refusal = caller.Kind == CallerKind.Person ? http.RequestServices.GetRequiredService<IAccessGate>().Refusal(caller, AccessAction.SeeTrading) : AccessRefusal.NotSignedIn(ActionMatrix.Of(AccessAction.SeeTrading));
        return refusal switch
        {
            null => await next(context),
            { Code: AccessRefusal.NotSignedInCode } => Results.Redirect($"{SignInPage}?returnUrl={Uri.EscapeDataString(ApiPaths.Docs)}"),
            _ => Problems.ApiProblems.Refused(refusal),
        };
    }
}
