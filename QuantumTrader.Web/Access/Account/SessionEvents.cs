using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>The cookie only names a session; whether it holds is asked at every request.</summary>
internal sealed class SessionEvents(ISessions sessions, IUserDirectory users, ILogger<SessionEvents> log) : CookieAuthenticationEvents
{
    public const string SignInPath = "/sign-in";
    public const string ReturnField = "returnUrl";

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (SessionClaims.SessionOf(context.Principal) is not { } id)
        {
            await RejectAsync(context);
            return;
        }

        try
        {
            if (await sessions.FindAsync(id, http.Connection.RemoteIpAddress?.ToString(), http.RequestAborted) is { } caller)
            {
                context.ReplacePrincipal(SessionClaims.ForRequest(id, caller));
            }
            else
            {
                // Null too when nobody could look it up; then this throws, and the cookie stays.
                _ = await users.FindAsync(Guid.Empty, http.RequestAborted);
                await RejectAsync(context);
            }
        }
        catch (ConsoleUnavailableException e)
        {
            log.SessionUnknown(e.Message);
            context.RejectPrincipal(); // the cookie stays: nobody knows that it is over
        }
    }

    /// <summary>People are led to the sign-in; programs are told in a status code.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (!IsNavigation(request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var from = request.Path.ToUriComponent();
        context.Response.Redirect(from == "/" ? SignInPath : $"{SignInPath}?{ReturnField}={Uri.EscapeDataString(from)}");
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/_blazor") && !request.Path.StartsWithSegments("/api")
        && (request.Headers.Accept.Count == 0 || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) || request.Headers.Accept.ToString().Contains("*/*", StringComparison.Ordinal));

    private static Task RejectAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync(SessionClaims.Scheme);
    }
}
