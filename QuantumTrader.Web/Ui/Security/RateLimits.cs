using System.Threading.RateLimiting;
using QuantumTrader.Web.Access.Account;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>
/// How many requests an address, and a user, may send. Ways to stop are not limited here: an address is shared, and who shares it
/// must not keep anybody from stopping. What a stop by password costs is bounded by <see cref="SignInLimits"/>. The API counts by key and
/// user itself, and addresses only for wrong keys: a good key is not refused for what others on its address did.
/// </summary>
internal sealed class RateLimits : IDisposable
{
    public const int FormsPerMinute = 60;
    private static readonly string[] Forms = ["/sign-in", "/setup", "/link", "/confirm", "/account"];
    private static readonly string[] Stops = ["/emergency", "/api/v1/ess/activate"];
    private readonly PartitionedRateLimiter<HttpContext> _byAddress = PartitionedRateLimiter.Create<HttpContext, string>(http => PartitionOf(http, SessionRenewal.AddressOf(http)));
    private readonly PartitionedRateLimiter<HttpContext> _byUser = PartitionedRateLimiter.Create<HttpContext, string>(
        http => SessionClaims.UserOf(http.User) is { Length: > 0 } user ? PartitionOf(http, user) : RateLimitPartition.GetNoLimiter(""));

    /// <summary>Before it is known who asks.</summary>
    public static Task ByAddressAsync(HttpContext http, RequestDelegate next) => PassAsync(Limits(http)._byAddress, http, next);

    /// <summary>After it is.</summary>
    public static Task ByUserAsync(HttpContext http, RequestDelegate next) => PassAsync(Limits(http)._byUser, http, next);

    public void Dispose()
    {
        _byAddress.Dispose();
        _byUser.Dispose();
    }

    private static RateLimits Limits(HttpContext http) => http.RequestServices.GetRequiredService<RateLimits>();

    private static async Task PassAsync(PartitionedRateLimiter<HttpContext> limiter, HttpContext http, RequestDelegate next)
    {
        using var lease = limiter.AttemptAcquire(http);
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : TimeSpan.FromSeconds(1);
        await http.RefuseAsync(StatusCodes.Status429TooManyRequests, "TOO_MANY", "Too many requests. Stopping is not limited: /emergency, and POST /api/v1/ess/activate.", wait);
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext http, string? who)
    {
        var path = http.Request.Path;
        if (Stops.Any(stop => path.Equals(stop, StringComparison.OrdinalIgnoreCase)))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var key = who is null ? "unknown" : who.Contains('.') || who.Contains(':') ? AddressKey.Of(who) : who;
        return HttpMethods.IsPost(http.Request.Method) && Forms.Any(form => path.StartsWithSegments(form)) ? RateLimitPartition.GetTokenBucketLimiter("form " + key, _ => FormBucket)
            : RateLimitPartition.GetNoLimiter("");
    }

    private static TokenBucketRateLimiterOptions FormBucket => new() { TokenLimit = FormsPerMinute, TokensPerPeriod = FormsPerMinute / 6, ReplenishmentPeriod = TimeSpan.FromSeconds(10) };
}
