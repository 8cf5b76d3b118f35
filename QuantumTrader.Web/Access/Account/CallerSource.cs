using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>By the request's cookie, or by the session that the live screen was opened with; each time by asking the sessions.</summary>
internal sealed class CallerSource(RequestScope request, IServiceProvider scope, ISessions sessions, ILogger<CallerSource> log) : ICallerSource
{
    public async ValueTask<Caller> CurrentAsync()
    {
        var principal = await PrincipalAsync();
        if (SessionClaims.SessionOf(principal) is not { } id)
        {
            return Caller.Anonymous with { Address = request.Http?.Connection.RemoteIpAddress?.ToString() };
        }

        try
        {
            return await sessions.FindAsync(id, SessionClaims.AddressOf(principal!), CancellationToken.None) ?? Caller.Anonymous;
        }
        catch (ConsoleUnavailableException e)
        {
            log.SessionUnknown(e.Message);
            return Caller.Anonymous;
        }
    }

    private async ValueTask<ClaimsPrincipal?> PrincipalAsync() => request.Http is { } http
        ? http.User
        : (await scope.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync()).User;
}
