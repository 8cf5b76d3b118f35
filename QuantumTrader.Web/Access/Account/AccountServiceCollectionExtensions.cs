using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Ui.Emergency;

namespace QuantumTrader.Web.Access.Account;

public static class AccountServiceCollectionExtensions
{
    /// <summary>
    /// Sign-in, session cookies, and who the caller is. Needs the users and sessions of <c>AddIdentity</c>, the trail of <c>AddAudit</c>
    /// and the gate of <c>AddAccess</c>. Everything needs a session from here on, unless its endpoint says otherwise.
    /// </summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SignInLimits>().AddSingleton<HashQueue>().AddSingleton<RefusalDigest>().AddSingleton<LostUsers>();
        services.AddSingleton<PasswordDoor>().AddSingleton<SecondFactor>().AddSingleton<SignInTickets>().AddSingleton<AccountAudit>();
        services.AddSingleton<SignInService>().AddSingleton<LinkRedemption>().AddSingleton<SessionRenewal>().AddSingleton<OwnSessions>();
        services.AddSingleton<IAccountControl, AccountControl>();
        services.AddSingleton<EmergencyDoor>();
        services.AddScoped<RequestScope>().AddScoped<ICallerSource, CallerSource>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<SessionEvents>();
        services.AddAuthentication(SessionClaims.Scheme).AddCookie(SessionClaims.Scheme, _ => { });
        services.AddOptions<CookieAuthenticationOptions>(SessionClaims.Scheme).Configure<IOptions<AccessOptions>>(Cookie);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder(SessionClaims.Scheme).RequireAuthenticatedUser().Build());
        return services;
    }

    private static void Cookie(CookieAuthenticationOptions cookie, IOptions<AccessOptions> access)
    {
        cookie.CookieManager = new SessionCookies();
        cookie.Cookie.Name = SessionCookies.PlainName; // the manager names it by the request
        cookie.EventsType = typeof(SessionEvents);
        cookie.ExpireTimeSpan = access.Value.SessionMax;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = SessionEvents.SignInPath;
    }
}
