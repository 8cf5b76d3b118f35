using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>Looks every few seconds whether a live screen's session still holds; once it does not, the screen is nobody's for good.</summary>
internal sealed class CircuitSession(ILoggerFactory logs, ISessions sessions, IOptions<AccessOptions> options) : RevalidatingServerAuthenticationStateProvider(logs)
{
    private static readonly TimeSpan IntervalMax = TimeSpan.FromSeconds(5);

    // Added to what the sessions themselves may be late.
    protected override TimeSpan RevalidationInterval => options.Value.RecheckAfter < IntervalMax ? options.Value.RecheckAfter : IntervalMax;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        return SessionClaims.SessionOf(user) is { } id && await sessions.FindAsync(id, SessionClaims.AddressOf(user), cancellationToken) is not null;
    }
}
