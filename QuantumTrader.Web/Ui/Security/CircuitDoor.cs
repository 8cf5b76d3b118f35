using QuantumTrader.Web.Access.Account;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>The way to a live screen: by WebSocket only, which is open as long as the screen is and so can be counted.</summary>
internal static class CircuitDoor
{
    private const string Hub = "/_blazor";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    /// <summary>After authorisation: it counts by user.</summary>
    public static IApplicationBuilder UseCircuitDoor(this IApplicationBuilder app) => app.Use((http, next) =>
        !IsHub(http.Request.Path) ? next(http)
        : SameOrigin.IsSocket(http.Request) ? CountedAsync(http, next)
        : http.RefuseAsync(StatusCodes.Status400BadRequest, "WEBSOCKET_NEEDED", "Live screens need a WebSocket. The plain pages and /emergency work without."));

    // With a slash behind it leads there too.
    private static bool IsHub(PathString path) => path.StartsWithSegments(Hub, out var rest) && !rest.Value.AsSpan().ContainsAnyExcept('/');

    private static async Task CountedAsync(HttpContext http, RequestDelegate next)
    {
        var (counter, user) = (http.RequestServices.GetRequiredService<CircuitCounter>(), SessionClaims.UserOf(http.User) ?? "");
        if (counter.Enter(user) is { } refusal)
        {
            http.RequestServices.GetRequiredService<ILogger<CircuitSession>>().CircuitsFull(refusal);
            await http.RefuseAsync(StatusCodes.Status503ServiceUnavailable, "SCREENS_FULL", refusal, RetryAfter);
            return;
        }

        try
        {
            await next(http);
        }
        finally
        {
            counter.Leave(user);
        }
    }
}
