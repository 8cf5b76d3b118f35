using Microsoft.AspNetCore.Authentication;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Components.Account;

namespace QuantumTrader.Web.Ui.Account;

/// <summary>Signing out, and saying that somebody is there.</summary>
internal static class SessionForms
{
    public const string SignOutPath = "/sign-out";
    public const string TouchPath = "/session/touch";

    /// <summary>A form of another site cannot send it, whatever its browser forgets to say.</summary>
    public const string TouchHeader = "X-Session-Touch";

    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignOutPath, (HttpContext http) => http.Page<SignOutPage>(StatusCodes.Status200OK)).AllowAnonymous();
        routes.MapPost(SignOutPath, (Delegate)SignOutAsync).AllowAnonymous();
        routes.MapPost(TouchPath, (Delegate)TouchAsync);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        if (await http.TroubleAsync() is { } foreign)
        {
            return http.Page<SignOutPage>(StatusCodes.Status400BadRequest, (nameof(SignOutPage.Trouble), foreign));
        }

        try
        {
            var caller = await http.RequestServices.GetRequiredService<ICallerSource>().CurrentAsync();
            await http.RequestServices.GetRequiredService<IAccountControl>().SignOutAsync(caller, CancellationToken.None);
        }
        catch (ConsoleUnavailableException e)
        {
            return http.Page<SignOutPage>(StatusCodes.Status503ServiceUnavailable, (nameof(SignOutPage.Trouble), $"You are still signed in, because the session cannot be ended now: {e.Message}"));
        }

        await http.SignOutAsync(SessionClaims.Scheme);
        return PlainForms.GoTo(SignInForm.Path);
    }

    private static async Task<IResult> TouchAsync(HttpContext http, ISessions sessions)
    {
        if (http.Request.Headers[TouchHeader].Count != 1 || SessionClaims.SessionOf(http.User) is not { } id)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        return await sessions.TouchAsync(id, http.RequestAborted) ? Results.NoContent() : Results.StatusCode(StatusCodes.Status401Unauthorized);
    }
}
