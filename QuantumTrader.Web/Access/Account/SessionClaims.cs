using System.Security.Claims;
using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>What a principal says of a session: its id, whose it is, and where the request came from. No roles: those are asked anew each time.</summary>
internal static class SessionClaims
{
    /// <summary>Of the cookie scheme.</summary>
    public const string Scheme = "Session";

    private const string SessionId = "qt:session";
    private const string Address = "qt:address";

    /// <summary>What the cookie carries.</summary>
    public static ClaimsPrincipal ForCookie(Guid sessionId, Guid userId) => new(new ClaimsIdentity(
        [new(SessionId, sessionId.ToString("N")), new(ClaimTypes.NameIdentifier, userId.ToString("N"))], Scheme));

    /// <summary>What a request or a live screen carries.</summary>
    public static ClaimsPrincipal ForRequest(Guid sessionId, Caller caller) => new(new ClaimsIdentity(
        [
            new(SessionId, sessionId.ToString("N")), new(ClaimTypes.NameIdentifier, caller.UserId?.ToString("N") ?? ""), new(ClaimTypes.Name, caller.Name),
            new(Address, caller.Address ?? ""),
        ], Scheme));

    /// <summary>Null for a principal without a session.</summary>
    public static Guid? SessionOf(ClaimsPrincipal? principal) =>
        principal?.Identity is { IsAuthenticated: true, AuthenticationType: Scheme } && Guid.TryParseExact(principal.FindFirstValue(SessionId), "N", out var id) ? id : null;

    public static string? AddressOf(ClaimsPrincipal principal) => principal.FindFirstValue(Address) is { Length: > 0 } address ? address : null;

    /// <summary>The person, for limits per user; null for nobody.</summary>
    public static string? UserOf(ClaimsPrincipal? principal) => principal?.FindFirstValue(ClaimTypes.NameIdentifier);
}
