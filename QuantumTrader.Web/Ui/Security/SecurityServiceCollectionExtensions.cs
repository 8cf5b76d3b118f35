using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Ui.Security;

public static class SecurityServiceCollectionExtensions
{
    private static readonly TimeSpan DisconnectedMax = TimeSpan.FromMinutes(1);

    /// <summary>Limits on requests, forms and live screens, and the headers of every answer.</summary>
    public static IServiceCollection AddRequestSecurity(this IServiceCollection services)
    {
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, HeadersFirst>()); // before the framework's own
        services.AddSingleton<RateLimits>().AddSingleton<CircuitCounter>().AddSingleton<RefusalLines>();
        services.AddSingleton(p => new ConnectionCounter(WebOptions.Proxies(p.GetRequiredService<IConfiguration>()["Web:TrustedProxies"])));
        services.AddOptions<KestrelServerOptions>().Configure<ConnectionCounter>((server, counter) => server.ConfigureEndpointDefaults(endpoint => endpoint.Use(counter.Around)));
        services.Configure<KestrelServerOptions>(server =>
        {
            server.AddServerHeader = false;
            RequestLimits.Apply(server.Limits);
        });
        services.Configure<HostFilteringOptions>(hosts => hosts.AllowEmptyHosts = false); // no page can be drawn without one
        services.Configure<FormOptions>(RequestLimits.Apply);
        services.Configure<JsonOptions>(json => json.SerializerOptions.MaxDepth = RequestLimits.JsonDepthMax);
        services.Configure<AntiforgeryOptions>(form =>
        {
            form.Cookie.Name = "QuantumTrader.Form";
            form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            form.Cookie.SameSite = SameSiteMode.Strict;
            form.Cookie.HttpOnly = true;
            form.SuppressXFrameOptionsHeader = true; // the headers of every answer say it already
        });
        services.AddOptions<CircuitOptions>().Configure<IOptions<AccessOptions>>((circuits, access) =>
        {
            circuits.DetailedErrors = false;
            circuits.DisconnectedCircuitMaxRetained = access.Value.CircuitsMax;
            circuits.DisconnectedCircuitRetentionPeriod = DisconnectedMax;
            circuits.PersistedCircuitInMemoryMaxRetained = access.Value.CircuitsMax;
            circuits.PersistedCircuitInMemoryRetentionPeriod = access.Value.IdleMax;
            circuits.MaxBufferedUnacknowledgedRenderBatches = 10;
        });
        return services;
    }
}
