using Microsoft.AspNetCore.Authentication;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>Puts a session into the browser. Always a new one: an id that somebody planted or saw before is worth nothing.</summary>
internal sealed class SessionRenewal(ISessions sessions, IUserDirectory users)
{
    public const int AgentLengthMax = 256;

    public static string? AgentOf(HttpContext http) =>
        http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent[..Math.Min(agent.Length, AgentLengthMax)] : null;

    public static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    /// <summary>The session that the browser had before is ended, too.</summary>
    public async Task EnterAsync(HttpContext http, SessionFacts session)
    {
        if (SessionClaims.SessionOf(http.User) is { } old && old != session.Id)
        {
            await sessions.EndAsync(old, CancellationToken.None);
        }

        await http.SignInAsync(SessionClaims.Scheme, SessionClaims.ForCookie(session.Id, session.UserId));
    }

    /// <summary>After the password or the second factor changed, which ended all of the user's sessions: for the browser that changed it.</summary>
    public async Task AgainAsync(HttpContext http, Guid userId, bool byTotp)
    {
        if (await users.FindAsync(userId, CancellationToken.None) is { IsDisabled: false } user)
        {
            await EnterAsync(http, await sessions.StartAsync(user, byTotp, AddressOf(http), AgentOf(http), CancellationToken.None));
        }
    }
}
