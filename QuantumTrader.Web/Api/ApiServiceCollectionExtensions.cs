using Microsoft.Extensions.DependencyInjection.Extensions;
using QuantumTrader.Web.Api.Alerts;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Description;
using QuantumTrader.Web.Api.Ess;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Api.Trading;
using QuantumTrader.Web.Hosting.Health;

namespace QuantumTrader.Web.Api;

public static class ApiServiceCollectionExtensions
{
    /// <summary>The API. Needs the engine, identity and access.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddApiOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HealthSource>();
        services.TryAddSingleton<IHealthReports, HealthReports>(); // seam: tests bring their own
        services.AddSingleton<ApiLimits>();
        services.AddSingleton<ApiCallers>();
        services.AddSingleton<IdempotentPosts>();
        services.AddSingleton<EssStop>();
        services.AddSingleton<OwnerCodes>();
        services.AddSingleton<EssReset>();
        services.AddSingleton<EssAnnul>();
        services.AddSingleton<EssRuns>();
        services.AddSingleton<PolicyPosts>();
        services.AddSingleton<EventPages>();
        services.AddSingleton<AlertEndpoints>();
        services.AddApiDescription();
        return services;
    }

    /// <summary>The limits alone: enough to check them before anything starts.</summary>
    public static IServiceCollection AddApiOptions(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>()
            .BindConfiguration(ApiOptions.Section, b => b.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
